"""A site of news on loopback that grows, changes and corrects itself, and counts how it is asked.

    news = News(feeds=4)
    news.publish(feed, place, number)     # a new item
    news.correct(item, number)            # another text at the same address
    news.window = 20                      # how many items a feed lists
    news.url(feed)

Every feed has validators; `news.stale` lists requests with validators that were not those of the
last whole answer, `news.asked` counts requests and 304s."""
import hashlib
import threading
from datetime import datetime, timezone

from site_server import Site, reply

REGIONS = ["Odesa", "Kharkiv", "Sumy", "Poltava", "Mykolaiv", "Kherson", "Zaporizhzhia", "Dnipropetrovsk",
           "Donetsk", "Chernihiv", "Cherkasy", "Vinnytsia", "Zhytomyr", "Khmelnytskyi", "Ternopil",
           "Lviv", "Volyn", "Rivne", "Kirovohrad", "Chernivtsi"]


class Item:
    def __init__(self, number, place, value, when):
        self.number, self.place, self.value, self.when = number, place, value, when

    def text(self):
        return (f"Ukrainian air defence forces shot down {self.value} Russian drones over "
                f"{self.place} region overnight, the regional administration said.")


class News:
    def __init__(self, feeds=1, follow=False, now=0, padding=""):
        self.items = [[] for _ in range(feeds)]
        self.follow, self.window, self.padding = follow, None, padding
        self.now = now
        self.broken = {}   # path to an answer in place of the right one
        self.hold = None   # an Event that answers wait for
        self.sent = {}     # path to the validator of the last whole answer
        self.stale = []
        self.shown = set()  # items with their texts, as they were in whole answers
        self.asked = {"all": 0, "conditional": 0, "same": 0}
        self.count = 0
        self.lock = threading.Lock()
        self.site = Site(self.give)

    def url(self, feed=0):
        return self.site.url(f"/feed/{feed}")

    def item_url(self, item):
        return self.site.url(f"/item/{item.number}")

    def publish(self, feed, place, value):
        with self.lock:
            item = Item(self.count, place, value, self.now)
            self.count += 1
            self.items[feed].append(item)
        return item

    def correct(self, item, value):
        with self.lock:
            item.value = value

    def all_items(self):
        return [item for feed in self.items for item in feed]

    def listed(self, feed):
        items = self.items[feed]
        return items[-self.window:] if self.window else items

    def feed(self, number):
        lines = ['<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>',
                 f"<title>News {number}</title>"]
        for item in reversed(self.listed(number)):
            day = datetime.fromtimestamp(item.when, timezone.utc).strftime("%a, %d %b %Y %H:%M:%S GMT")
            text = "A summary, no more." if self.follow else item.text() + self.padding
            lines.append(f"<item><title>Report {item.number}</title><link>{self.item_url(item)}</link>"
                         f"<pubDate>{day}</pubDate><description>{text}</description></item>")
        return "".join(lines) + "</channel></rss>"

    def page(self, number):
        item = next(i for i in self.all_items() if i.number == number)
        day = datetime.fromtimestamp(item.when, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return ("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
                f"<title>Report {number}</title>"
                f"<meta property='article:published_time' content='{day}'></head><body><article>"
                f"<h1>Report {number}</h1><p>{item.text()}</p><p>{self.padding}</p>"
                "</article></body></html>")

    def give(self, request):
        if self.hold is not None and request.path != "/robots.txt":
            self.hold.wait(60)
        with self.lock:
            return self._give(request)

    def _give(self, request):
        path = request.path
        if path in self.broken:
            return self.broken[path]
        if path.startswith("/feed/"):
            body, kind = self.feed(int(path[6:])), "application/rss+xml; charset=utf-8"
        elif path.startswith("/item/"):
            body, kind = self.page(int(path[6:])), "text/html; charset=utf-8"
        else:
            return reply(404)
        tag = '"' + hashlib.sha256(body.encode()).hexdigest()[:20] + '"'
        given = request.headers.get("if-none-match")
        self.asked["all"] += 1
        self.asked["conditional"] += given is not None
        if given is not None and given != self.sent.get(path):
            self.stale.append((path, given, self.sent.get(path)))
        if given == tag:
            self.asked["same"] += 1
            return reply(304, headers={"ETag": tag}, length=False)
        self.sent[path] = tag
        if path.startswith("/feed/"):
            self.shown |= {(item.number, item.text()) for item in self.listed(int(path[6:]))}
        return reply(200, body, {"ETag": tag, "Content-Type": kind})

    def close(self):
        if self.hold is not None:
            self.hold.set()
        self.site.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
