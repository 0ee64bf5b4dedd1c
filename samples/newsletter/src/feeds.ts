export interface Story {
  title: string;
  url: string;
}

export async function loadFeed(url: string): Promise<Story[]> {
  const response = await fetch(url);
  return await response.json() as Story[];
}
