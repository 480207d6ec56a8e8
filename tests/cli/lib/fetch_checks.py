"""What tests of fetching say of what came back, an object of its line: failures are collected."""
failures = []


def fail(message):
    failures.append(message)
    print("FAILED:", message)


def check(name, got, **expected):
    for key, value in expected.items():
        if key == "says":
            if value not in got.get("why", ""):
                fail(f"{name}: says {got.get('why')!r}, not {value!r}")
        elif callable(value):
            if not value(got.get(key)):
                fail(f"{name}: {key} is {got.get(key)!r}")
        elif got.get(key) != value:
            fail(f"{name}: {key} is {got.get(key)!r}, not {value!r} ({got.get('why')})")
