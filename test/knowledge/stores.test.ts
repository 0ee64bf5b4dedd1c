import { checkDocumented } from './documented.js';

describe('knowledge of stores', () => {
  it('boto3: every operation of a client blocks', () => checkDocumented(`
import boto3
s3 = boto3.resource('s3')
client = boto3.client('s3')

async def handler(path):
    client.put_object(Bucket='b', Key='k', Body=b'') #! blocking-call warning
    s3.Bucket('b').upload_file(path, 'k') #! blocking-call warning
    boto3.Session().client('sqs').send_message(QueueUrl='u', MessageBody='x') #! blocking-call warning
    client.get_waiter('object_exists').wait(Bucket='b', Key='k') #! blocking-call warning
    url = client.generate_presigned_url('get_object', Params={})
    pages = client.get_paginator('list_objects_v2').paginate(Bucket='b')
    try:
        return url, pages
    except client.exceptions.NoSuchKey:
        return client.meta.region_name

def sync():
    client.put_object(Bucket='b', Key='k', Body=b'')
`));

  it('aiobotocore: every operation of a client is awaited', () => checkDocumented(`
import asyncio
from aiobotocore.session import get_session

async def go():
    session = get_session()
    async with session.create_client('s3', region_name='us-west-2') as client:
        resp = await client.put_object(Bucket='b', Key='k', Body=b'')
        print(resp)
        client.delete_object(Bucket='b', Key='k') #! floating-promise error
        paginator = client.get_paginator('list_objects')
        async for result in paginator.paginate(Bucket='b', Prefix='p'):
            for c in result.get('Contents', []):
                print(c)

asyncio.run(go())
`));

  it('pymongo: the twins of a collection', () => checkDocumented(`
from pymongo import AsyncMongoClient, MongoClient
client = AsyncMongoClient('mongodb://localhost:27017/')
db = client['test-database']
posts = db.posts
old = MongoClient()

async def main():
    result = await posts.insert_one({'author': 'Mike'})
    print(result.inserted_id, await posts.find_one({'author': 'Mike'}))
    async for post in posts.find().sort('date'):
        print(post)
    cursor = await posts.aggregate([])
    print(await cursor.to_list())
    await client.close()

async def wrong():
    posts.insert_one({}) #! floating-promise error
    if posts.find_one({}): #! missing-await error
        old.test.posts.find_one({}) #! blocking-call warning
        old['test']['posts'].insert_one({}) #! blocking-call warning
    client.close() #! floating-promise error

def sync():
    return old['test']['posts'].find_one({})
`));

  it('motor: what is called runs, and has to be awaited', () => checkDocumented(`
import motor.motor_asyncio
client = motor.motor_asyncio.AsyncIOMotorClient()
db = client.test_database

async def do_find():
    await db.test_collection.insert_one({'i': 1})
    cursor = db.test_collection.find({'i': {'$lt': 5}}).sort('i')
    for document in await cursor.to_list(length=100):
        print(document)
    async for document in db['other'].aggregate([]):
        print(document)
    db.test_collection.insert_one({'i': 2}) #! floating-promise error
    found = db.test_collection.find_one({'i': 2}) #! missing-await error
    return found['i']
`));

  it('Django: the twins of queries', () => checkDocumented(`
from asgiref.sync import sync_to_async
from django.db import models
from django.shortcuts import aget_object_or_404, get_object_or_404

class Book(models.Model):
    name = models.CharField(max_length=100)

async def view(request):
    async for book in Book.objects.filter(name__startswith='A'):
        print(book)
    book = await Book.objects.filter(name='x').afirst()
    await book.asave()
    found = await sync_to_async(get_object_or_404)(Book, pk=1)
    await Book.objects.acreate(name='x')
    return found, await aget_object_or_404(Book, pk=1)

async def wrong(book: Book):
    Book.objects.get(pk=1) #! blocking-call warning
    Book.objects.filter(name='x').exclude(name='y').count() #! blocking-call warning
    book.save() #! blocking-call warning
    book.asave() #! floating-promise error
    Book.objects.acreate(name='x') #! floating-promise error

def sync(request):
    return Book.objects.get(pk=1)
`));
});
