/** Korean particles after names known only at run time: 은/는, 이/가, 을/를, 과/와, 으로/로, 이라고/라고. Pure. */

/** @typedef {"vowel" | "rieul" | "consonant"} Ending  how a word ends when it is read aloud */

const PAIRS = /\{(은\/는|이\/가|을\/를|과\/와|으로\/로|이라고\/라고)\}/g;
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

/** How the digits are read: 영 일 이 삼 사 오 육 칠 팔 구; with zeros behind them 십, 백, 천, 만, 억: closed like 영. */
const DIGITS = ["consonant", "rieul", "vowel", "consonant", "vowel", "vowel", "consonant", "rieul", "rieul", "vowel"];

/** One digit at the end of a Latin word is read in English, as in S3 and boto3: 원 and 세븐 and 나인 are closed. */
const ENGLISH_DIGITS_CLOSED = "179";

/** Signs that are read: 퍼센트, 배, 도; quotes and brackets may follow. */
const SIGN = /[%×°℃]["'’”)\]]*$/;

/** Units after a number, read in Korean: 초, 밀리초, 마이크로초, 분, 시간. @type {Record<string, Ending>} */
const UNITS = { s: "vowel", ms: "vowel", us: "vowel", µs: "vowel", min: "consonant", h: "consonant" };

/** How the names of the letters end: 엘 엠 엔 알; all others end in a vowel. */
const LETTERS = { L: "rieul", M: "consonant", N: "consonant", R: "rieul" };

/** A capital word as long as this, with a vowel in it, is read as a word: SHIPPING, not 에스에이치… */
const SPELLED_LETTERS_MOST = 4;

/** English words as they are read in Korean, the first rule that fits; no rule, then it ends in a vowel. */
const LATIN_RULES = [
  [/(hub|sub|check|bit|hit|kit)$/, "vowel"], // 허브 서브 체크 비트 히트 키트
  [/le$|l$/, "rieul"],
  [/ng$|[aeiouy][mn]e?$|[mn]$/, "consonant"],
  [/(ook|out|group|^park)$/, "consonant"], // 북 아웃 그룹 박
  [/(^|[^aeiou])[aeiou](b|c|ck|k|pp?|tt?)$/, "consonant"],
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
  const spoken = withoutAside(text.normalize("NFC"));
  if (SIGN.test(spoken)) return "vowel";
  const read = spoken.replace(/[^\p{L}\p{N}]+$/u, "");
  const code = read.charCodeAt(read.length - 1);
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) return hangulEnding(code);
  const unit = /\d\s?([a-zµ]+)$/.exec(read)?.[1];
  if (unit in UNITS) return UNITS[unit];
  return /\d$/.test(read) ? numberEnding(read) : latinEnding(/[A-Za-z]*$/.exec(read)[0]);
}

/** What stands in brackets after a word may be left out, so the particle belongs to the word before it. */
function withoutAside(text) {
  return text.replace(/([\p{L}\p{N}%×"'’”]\s*)\([^()]*\)$/u, "$1");
}

function hangulEnding(code) {
  const final = (code - HANGUL_FIRST) % FINALS;
  if (final === 0) return "vowel";
  return final === FINAL_RIEUL ? "rieul" : "consonant";
}

function numberEnding(text) {
  const last = text.at(-1);
  if (!/[A-Za-z]\d$/.test(text)) return DIGITS[Number(last)];
  return ENGLISH_DIGITS_CLOSED.includes(last) ? "consonant" : "vowel";
}

function latinEnding(word) {
  const capitals = /[A-Z]*$/.exec(word)[0];
  const letter = word.length === 1 || isSpelled(capitals) ? word.at(-1).toUpperCase() : null;
  if (letter) return LETTERS[letter] ?? "vowel";
  const rule = LATIN_RULES.find(([pattern]) => pattern.test(word.toLowerCase()));
  return rule ? rule[1] : "vowel";
}

function isSpelled(capitals) {
  return capitals !== "" && (capitals.length <= SPELLED_LETTERS_MOST || !/[AEIOU]/.test(capitals));
}
