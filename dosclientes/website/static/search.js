// A result of the search leads to the place in the page where the words stand, not only to its beginning.
"use strict";
document.getElementById("search-results").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || link.hash) return; // a section has a place of its own
  const query = new URLSearchParams(location.search).get("q").trim();
  const words = query.split(/[^\p{L}\p{N}]+/u).filter((word) => word && !stopwords.has(word.toLowerCase()));
  words.sort((one, other) => other.length - one.length); // a browser goes to the first that it finds
  link.href += `#:~:${[query, ...words].map((text) => `text=${encodeURIComponent(text).replaceAll("-", "%2D")}`).join("&")}`;
});
