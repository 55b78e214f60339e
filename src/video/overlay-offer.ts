/** @file A button on a picture: the only thing of the overlay that takes clicks. */

/** Something that the person may click on the picture. */
export interface Offer {
  readonly text: string;
  readonly accept: () => void;
}

export function makeOfferButton({ text, accept }: Offer): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'offer';
  button.textContent = text;
  // The page's own player is not to take the click for one on itself.
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    accept();
  });
  return button;
}
