/** @file What a person reads when something goes wrong. Apart from the codes: content scripts need no sentences. */
import type { FaultCode } from './fault.ts';

/** What the person reads: what happened, and what helps. Both are whole sentences. */
export interface FaultText {
  readonly text: string;
  readonly remedy: string;
}

const TEXTS: Readonly<Record<FaultCode, FaultText>> = {
  'model-missing': {
    text: 'A model file of Nametag is missing.',
    remedy: 'Install the extension again, or run npm run build if you built it yourself.',
  },
  'model-damaged': {
    text: 'A model file of Nametag is damaged.',
    remedy: 'Install the extension again, or delete models/built and run npm run build.',
  },
  'model-empty': { text: 'This file is empty.', remedy: 'Download it again, or choose another one.' },
  'model-too-large': {
    text: 'This file is larger than 600 MB.',
    remedy: 'Face models are smaller: FaceNet has 90 MB. Choose another file.',
  },
  'model-is-archive': {
    text: 'This is an archive, not a model.',
    remedy: 'Unpack it, and choose the .onnx file that is in it.',
  },
  'model-is-keras': {
    text: 'This is a Keras file (HDF5), which Nametag cannot run as it is.',
    remedy:
      'FaceNet’s weights are converted by npm run models:facenet -- --weights FILE; tf2onnx converts others.',
  },
  'model-is-lite': {
    text: 'This is a TensorFlow Lite model, which Nametag cannot run.',
    remedy: 'Choose an ONNX file; tf2onnx makes one with its option --tflite.',
  },
  'model-is-pytorch': {
    text: 'This file holds PyTorch weights, but not the network that they belong to.',
    remedy: 'Save the network as ONNX with torch.onnx.export, and choose that file.',
  },
  'model-is-text': {
    text: 'This is a text file or a web page, not a model.',
    remedy: 'A download may have saved a page in its place: choose the .onnx file itself.',
  },
  'model-is-picture': {
    text: 'This is a picture or a video, not a model.',
    remedy: 'Choose an .onnx file; pictures of people go into the popup or the webcam page.',
  },
  'model-not-onnx': {
    text: 'This file could not be opened as an ONNX model.',
    remedy: 'Choose a complete .onnx file that needs no second file for its weights.',
  },
  'model-not-one-picture': {
    text: 'This model does not take one picture of a face.',
    remedy: 'Its only input has to be a colour picture of 32 to 512 pixels a side, as float32.',
  },
  'model-not-vector': {
    text: 'This model does not turn a face into one list of numbers.',
    remedy: 'Choose one that gives a single embedding of 16 to 1024 numbers, as face recognition models do.',
  },
  'model-not-finite': {
    text: 'This model gives numbers that are not finite.',
    remedy: 'Its weights may be damaged: download or convert it again.',
  },
  'model-constant': {
    text: 'This model says the same of every face.',
    remedy: 'Its weights may be missing or damaged: download or convert it again.',
  },
  'model-is-classifier': {
    text: 'This model sorts pictures into fixed classes; it does not describe faces.',
    remedy: 'Choose one for face recognition, or export it without its last layer.',
  },
  'model-not-stored': {
    text: 'The model could not be kept on this computer.',
    remedy: 'Free some disk space and try again.',
  },
  'model-too-slow': {
    text: 'This model gave no answer for two minutes, so Nametag stopped trying it.',
    remedy: 'Choose a smaller model; one for face recognition answers within a second.',
  },
  'webgl-missing': {
    text: 'Nametag needs WebGL for this, and this browser does not offer it.',
    remedy: 'Turn on graphics acceleration in the browser’s system settings, then restart the browser.',
  },
  'recognizer-failed': {
    text: 'Recognition stopped unexpectedly.',
    remedy: 'Try again; if it stays like this, restart the browser.',
  },
  'recognizer-gone': {
    text: 'Recognition is not running.',
    remedy: 'It starts again by itself; reload the page if it does not.',
  },
  'storage-failed': {
    text: 'Your faces could not be saved.',
    remedy: 'Free some disk space and try again.',
  },
  'record-damaged': {
    text: 'A saved face could not be read and was set aside.',
    remedy: 'The others keep working. Enroll this person again.',
  },
  'configuration-stale': {
    text: 'Your saved people changed while they were read.',
    remedy: 'Try again; reload the page if it stays like this.',
  },
  'people-full': {
    text: 'Nametag keeps at most 20,000 people.',
    remedy: 'Delete someone you no longer need on the People page, then save this person again.',
  },
  'rejections-full': {
    text: 'Nametag keeps at most 2,000 corrections of the kind “not this person”.',
    remedy: 'Undo some that you no longer need under History on the People page, then try again.',
  },
  'anchor-missing': {
    text: 'This person is no longer saved.',
    remedy: 'Choose another one, or enroll the face again.',
  },
  'name-empty': { text: 'A face needs a name.', remedy: 'Type a name of at least one letter.' },
  'samples-missing': {
    text: 'These pictures are not this person’s any more.',
    remedy: 'Reload the page to see what is saved now.',
  },
  'correction-gone': {
    text: 'This correction is not in the history any more.',
    remedy: 'Correct the face once more where you see it.',
  },
  'too-many-corrections': {
    text: 'This page has corrected too many faces in one minute.',
    remedy: 'Wait a minute, then try once more.',
  },
  'face-gone': {
    text: 'This face has left the picture.',
    remedy: 'Wait until it shows again, then try once more.',
  },
  'face-not-clear': {
    text: 'The face could not be seen clearly enough.',
    remedy: 'Wait for a moment in which it is larger, sharper and turned to the camera.',
  },
  'face-mixed': {
    text: 'More than one person may have been in this place.',
    remedy: 'Wait until the face stays in view for a second, then try again.',
  },
  'group-gone': {
    text: 'These pictures are no longer there.',
    remedy: 'They were named, merged or forgotten meanwhile: look at the list again.',
  },
  'no-face': {
    text: 'No face was found in this picture.',
    remedy: 'Choose a picture in which the face is larger.',
  },
  'picture-unreadable': {
    text: 'This file could not be opened as a picture.',
    remedy: 'Choose a JPEG, PNG, WebP, AVIF or GIF file.',
  },
  'picture-heic': {
    text: 'This is a HEIC picture, which Chrome cannot open.',
    remedy: 'Save it as JPEG first. An iPhone takes JPEG with Settings, Camera, Formats, Most Compatible.',
  },
  'picture-too-large': {
    text: 'This picture has more than 120 megapixels.',
    remedy: 'Make it smaller in a picture editor, or choose another one.',
  },
  'page-not-allowed': {
    text: 'Nametag cannot run on this page.',
    remedy: 'The browser keeps its own pages, its store and its PDF viewer closed to extensions.',
  },
  'message-invalid': { text: 'An internal message was malformed.', remedy: 'Reload the page.' },
  'message-not-allowed': { text: 'This page may not ask for that.', remedy: 'Use the Nametag popup.' },
  internal: {
    text: 'Something went wrong inside Nametag.',
    remedy: 'Try again; reload the page if it stays like this.',
  },
};

export function faultText(code: FaultCode): FaultText {
  return TEXTS[code];
}
