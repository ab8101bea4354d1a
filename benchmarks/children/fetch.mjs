// All users with node's fetch, parsed; page after page.
const base = process.argv[2];
let rows = 0;
for (let start = 1; start <= 20000; start += 1000) {
  const answer = await fetch(`${base}/Users?startIndex=${start}&count=1000`);
  rows += (await answer.json()).Resources.length;
}
if (rows !== 20000) process.exit(1);
