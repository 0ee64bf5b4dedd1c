import { loadFeed, type Story } from './feeds.js';

export async function digest(feeds: string[]): Promise<Story[]> {
  const stories: Story[] = [];
  for (const feed of feeds) {
    const found = await loadFeed(feed);
    stories.push(...found.slice(0, 3));
  }
  return stories;
}
