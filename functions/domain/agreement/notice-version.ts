/** Wording of all messages: a change of words is a new version, and the old words stay. Apart from the words, since whoever plans a message needs none of them. */
export const noticeVersion = '2';
