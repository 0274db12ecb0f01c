// Words and what they became: the word under the pointer is lit with its partners in the other language. By keyboard,
// Shift with the left and right arrows goes from word to word of the focused sentence.

let litWords = [];

// A German sentence and its English one: those of its partners that know their words.
const pairOf = (sentence) => Array.from(partners(sentence)).filter((other) => other.dataset.words !== undefined);

// Elements for the words of a sentence, made when first needed. Places count code points of the text as it came in; a
// sign for a character that cannot be seen (.wb-unseen) stands for one of them.
function cutIntoWords(sentence) {
  if (sentence.dataset.cut !== undefined || !sentence.dataset.words) return;
  sentence.dataset.cut = "";
  const places = sentence.dataset.words.split(" ").map((place) => place.split("-").map(Number));
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  let at = 0;
  for (const text of texts) {
    const sign = text.parentElement.closest(".wb-unseen");
    if (sign) at += 1;
    else at = cutText(text, at, places);
  }
}

function cutText(text, from, places) {
  const characters = Array.from(text.data);
  const end = from + characters.length;
  const pieces = document.createDocumentFragment();
  let at = from;
  const take = (until) => characters.slice(at - from, until - from).join("");
  places.forEach(([start, stop], number) => {
    const [first, last] = [Math.max(start, from), Math.min(stop, end)];
    if (first >= last) return;
    pieces.append(take(first));
    at = first;
    const word = document.createElement("span");
    word.className = "wb-w";
    word.dataset.w = number;
    word.textContent = take(last);
    pieces.append(word);
    at = last;
  });
  pieces.append(take(end));
  text.replaceWith(pieces);
  return end;
}

function links(pair) {
  const english = pair.find((sentence) => sentence.dataset.links);
  return english ? english.dataset.links.split(" ").map((link) => link.split("-")) : [];
}

const piecesOf = (sentence, number) => Array.from(sentence.querySelectorAll(`.wb-w[data-w="${number}"]`));
const textOf = (sentence, numbers) =>
  numbers.map((number) => piecesOf(sentence, number).map((piece) => piece.textContent).join("")).join(" ");

// The word and its partners; returns what was found, in words.
function lightWord(sentence, number) {
  putOutWords();
  const pair = pairOf(sentence);
  const here = pane(sentence).classList.contains("wb-german") ? 0 : 1;
  const other = pair.find((one) => one !== sentence);
  if (!other) return "";
  pair.forEach(cutIntoWords);
  const partners = links(pair).filter((link) => link[here] === String(number)).map((link) => link[1 - here]);
  litWords = [...piecesOf(sentence, number), ...partners.flatMap((partner) => piecesOf(other, partner))];
  for (const piece of litWords) piece.classList.add("wb-word");
  return `${textOf(sentence, [number])} → ${partners.length ? textOf(other, partners) : "no word of its own"}`;
}

function putOutWords() {
  for (const piece of litWords) piece.classList.remove("wb-word");
  litWords = [];
}

const linked = (sentence) => sentence.dataset.words !== undefined && links(pairOf(sentence)).length > 0;

element.addEventListener("pointermove", (event) => {
  const sentence = event.pointerType === "touch" ? null : sentenceOf(event);
  if (!sentence || !linked(sentence)) return putOutWords();
  cutIntoWords(sentence);
  showWordAt(event.clientX, event.clientY, sentence);
});
element.addEventListener("pointerleave", putOutWords);

// A sentence is cut into words under a resting pointer, so the word is looked for by its place.
function showWordAt(x, y, sentence) {
  const word = document.elementFromPoint(x, y)?.closest(".wb-w");
  if (!word || !sentence.contains(word)) return putOutWords();
  if (!word.classList.contains("wb-word")) lightWord(sentence, Number(word.dataset.w));
}

let stepped = null; // the sentence and the word that the keyboard has got to

function stepWord(sentence, step) {
  if (!linked(sentence)) return;
  const last = sentence.dataset.words.split(" ").length - 1;
  const from = stepped?.sentence === sentence ? stepped.word + step : step > 0 ? 0 : last;
  stepped = { sentence, word: Math.min(last, Math.max(0, from)) };
  const said = element.querySelector(".wb-said");
  const words = lightWord(sentence, stepped.word);
  if (said) said.textContent = words;
}
element.addEventListener("focusout", () => {
  stepped = null;
  putOutWords();
});
