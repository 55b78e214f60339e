/**
 * @file What stands in the place of a name where there is none: the person's own tile, people who gave no name, the rest of a
 * group. Sites write it in the page's language.
 */

const PLACEHOLDERS: ReadonlySet<string> = new Set(
  [
    'you,yourself,me,myself,ich,du,sie,vous,moi,tú,usted,yo,você,eu,voi,lei,вы,я,ви,あなた,自分,您,你,我,나,당신,jij,jou,siz,sinä,jag,dig,deg,dig selv,saya,anda,bạn,คุณ,आप,أنت,אתה,אני',
    'guest,gast,invité,invitée,invitado,invitada,convidado,convidada,ospite,гость,гостья,ゲスト,访客,게스트,gäst,gjest,gæst,misafir,gość,host',
    'participant,teilnehmer,teilnehmerin,participante,partecipante,участник,参加者,参与者,참가자,deelnemer,uczestnik',
    'unknown,unknown user,unbekannt,unbekannter benutzer,unbekannter nutzer,inconnu,inconnue,utilisateur inconnu,desconocido,usuario desconocido,desconhecido,usuário desconhecido,sconosciuto,utente sconosciuto,неизвестный,неизвестный пользователь,onbekend,onbekende gebruiker,nieznany użytkownik',
    'anonymous,anonymous user,anonym,anonyme,anónimo,anônimo,anonimo,аноним,fellow jitster,contact externe non reconnu,connecting,loading',
  ].flatMap((words) => words.split(',')),
);

/** Words for oneself that are names elsewhere, by the language of the page. */
const OWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  fr: ['tu'],
  es: ['tu'],
  it: ['tu', 'io'],
  pt: ['tu'],
  ca: ['tu', 'jo'],
  ro: ['tu'],
  pl: ['ty', 'ja'],
  cs: ['ty', 'já'],
  sk: ['ty', 'ja'],
  hu: ['te', 'ön'],
  tr: ['sen', 'ben'],
  sl: ['ti', 'jaz'],
  hr: ['ti', 'ja'],
};

/** @param language of the page, as in `<html lang>`; empty where it does not say */
export function isPlaceholder(name: string, language: string): boolean {
  // Not by the browser's language: "I" is no "ı" because somebody sits in Istanbul.
  const word = name.toLowerCase();
  const [primary = ''] = language.toLowerCase().split('-');
  return PLACEHOLDERS.has(word) || (OWN_WORDS[primary] ?? []).includes(word);
}
