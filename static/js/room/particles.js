/** Korean particles after names known only at run time: 은/는, 이/가, 을/를, 과/와, 으로/로. Pure. */

/** @typedef {"vowel" | "rieul" | "consonant"} Ending  how a word ends when it is read aloud */

const PAIRS = /\{(은\/는|이\/가|을\/를|과\/와|으로\/로)\}/g;
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

/** How the digits are read: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGITS = ["consonant", "rieul", "vowel", "consonant", "vowel", "vowel", "consonant", "rieul", "rieul", "vowel"];

/** How the names of the letters end: 엘 엠 엔 알; all others end in a vowel. */
const LETTERS = { L: "rieul", M: "consonant", N: "consonant", R: "rieul" };

/** English words as they are read in Korean, the first rule that fits; no rule, then it ends in a vowel. */
const LATIN_RULES = [
  [/le$|l$/, "rieul"],
  [/ng$|[aeiouy][mn]e?$|[mn]$/, "consonant"],
  [/(^|[^aeiou])[aeiou](b|c|ck|k|p|t)$/, "consonant"],
];

/** Writes the right particle wherever a sentence has a choice like `{이/가}` after a word. */
export function withParticles(sentence) {
  return sentence.replace(PAIRS, (_whole, pair, at) => particle(sentence.slice(0, at), pair));
}

/** The particle of a pair that follows a text. @param {string} text @param {string} pair */
export function particle(text, pair) {
  const [closed, open] = pair.split("/");
  const ending = endingOf(text);
  if (pair === "으로/로") return ending === "consonant" ? closed : open;
  return ending === "vowel" ? open : closed;
}

/** @param {string} text @returns {Ending} */
export function endingOf(text) {
  const word = (text.match(/[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u) ?? [""])[0];
  const last = word.at(-1) ?? "";
  const code = last.charCodeAt(0);
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) return hangulEnding(code);
  if (/\d/.test(last)) return DIGITS[Number(last)];
  return latinEnding((word.match(/[A-Za-z]+$/) ?? [""])[0]);
}

function hangulEnding(code) {
  const final = (code - HANGUL_FIRST) % FINALS;
  if (final === 0) return "vowel";
  return final === FINAL_RIEUL ? "rieul" : "consonant";
}

function latinEnding(word) {
  if (word.length === 1 || word === word.toUpperCase()) return LETTERS[word.at(-1)?.toUpperCase()] ?? "vowel";
  const rule = LATIN_RULES.find(([pattern]) => pattern.test(word.toLowerCase()));
  return rule ? rule[1] : "vowel";
}
