"""Writes repayment-variations.json: the published cases' keys in other combinations, with figures reckoned here.

A second reckoning that shares nothing with the engine: exact fractions, day by day, straight from the glossary of
repayment-cases.json. `python3 test/domain/plan/cases/vary.py > test/domain/plan/repayment-variations.json`; with two
numbers, `vary.py 10 7`, ten times as many of another seed, for `REPAYMENT_CASES`.
"""
import json
import random
import sys
from datetime import date, timedelta
from fractions import Fraction as F

SCALE = int(sys.argv[1]) if len(sys.argv) > 1 else 1
rnd = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 20260301)
MODES = ("HALF_UP", "HALF_EVEN", "DOWN")


def whole(x, mode):
    """A fraction as a whole number."""
    n, d = abs(x).numerator, abs(x).denominator
    q, r = divmod(n, d)
    if mode == "UP":
        q += r > 0
    elif mode == "HALF_UP":
        q += 2 * r >= d
    elif mode == "HALF_EVEN":
        q += 2 * r > d or (2 * r == d and q % 2 == 1)
    return q if x >= 0 else -q


def nearest(x, multiple, mode):
    return whole(F(x, multiple), mode) * multiple


def money(minor, places):
    text = str(abs(minor)).rjust(places + 1, "0")
    sign = "-" if minor < 0 else ""
    return sign + (text if places == 0 else f"{text[:-places]}.{text[-places:]}")


def leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


def length(y, m):
    return (date(y + m // 12, m % 12 + 1, 1) - date(y, m, 1)).days


def months_on(d, n):
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(y, m + 1, min(d.day, length(y, m + 1)))


def fraction_of_day(day, count, start, end, months):
    """What one calendar day inside the period (start, end] adds to the years of interest."""
    span = (end - start).days
    if count in ("MONTHLY", "MONTHLY_PRORATA"):
        return F(months, 12) / span
    if count in ("ACT_365", "ACT_364", "ACT_360"):
        return F(1, int(count[4:]))
    if count == "ACT_ACT_SPLIT":
        return F(1, 366 if leap(day.year) else 365)
    before = months_on(date(end.year, end.month, 1), -1)
    return F(length(before.year, before.month), 366 if leap(before.year) else 365) / span


def years(count, start, end, months):
    return sum(fraction_of_day(start + timedelta(n), count, start, end, months) for n in range(1, (end - start).days + 1))


def level_of(principal, rates, mode):
    discount, annuity = F(1), F(0)
    for rate in rates:
        discount /= 1 + rate
        annuity += discount
    return whole(principal / annuity, mode)


def described(parts, dues, principal, places, fees=None):
    rows, balance = [], principal
    for n, ((p, i), due) in enumerate(zip(parts, dues), 1):
        balance -= p
        fee = fees[n - 1] if fees else 0
        row = {"n": n, "due_date": due.isoformat(), "principal": money(p, places), "interest": money(i, places),
               "total": money(p + i + fee, places), "balance": money(balance, places)}
        if fees:
            row["fees"] = money(fee, places)
        rows.append(row)
    return {"rows": rows, "totals": {"principal": money(sum(p for p, _ in parts), places),
                                     "interest": money(sum(i for _, i in parts), places)},
            "number_of_instalments": len(rows)}


def amortised(o):
    principal, ys, n = o["principal"], o["years"], len(o["years"])
    rate, mode, method = o["rate"], o["mode"], o["method"]
    grace, deferred = o.get("grace", 0), o.get("deferred", 0)
    multiple, on, up = o.get("multiple"), o.get("on", "principal"), o.get("up", False)
    level = o.get("level")
    if method == "annuity" and level is None:
        rates = [rate * y for y in ys][grace:] if o["actual"] else [rate * o["nominal"]] * (n - grace)
        if up:
            discount, annuity = F(1), F(0)
            for r in rates:
                discount /= 1 + r
                annuity += discount
            level = nearest(F(principal) / annuity, multiple, "UP")
        else:
            level = level_of(F(principal), rates, mode)
            level = nearest(level, multiple, mode) if multiple else level
    parts, balance, kept = [], principal, 0
    for k, y in enumerate(ys):
        interest = whole((principal if method == "flat" else balance) * rate * y, mode)
        late = k < deferred and k != n - 1
        if k == n - 1:
            p = balance
        elif k < grace or method == "bullet":
            p = 0
        elif method == "annuity":
            if level < interest:
                return None
            p = min(level - interest, balance)
        else:
            share = whole(F(principal, n - grace), mode)
            if multiple and method == "flat":
                share = nearest(share + interest, multiple, mode) - interest if on == "total" else nearest(share, multiple, mode)
            p = min(share, balance)
        parts.append((p, 0 if late else interest + kept))
        kept = kept + interest if late else 0
        balance -= p
    return parts, level


def loans():
    for k in range(60 * SCALE):
        places, mode = rnd.choice((2, 2, 2, 0)), rnd.choice(MODES)
        method = rnd.choice(("annuity", "annuity", "equal_principal", "flat", "bullet"))
        start = date(2019, 1, 1) + timedelta(rnd.randrange(2600))
        n = rnd.randrange(2, 37)
        pct = rnd.choice(("0", "4.9", "6", "7.25", "12", "18.25", "23.9"))
        count = rnd.choice(("MONTHLY", "MONTHLY", "ACT_365", "ACT_364", "ACT_360", "ACT_ACT_SPLIT", "PREV_MONTH_LENGTH_ACT_ACT"))
        months = rnd.choice((1, 1, 1, 2, 3, 6))
        principal = rnd.randrange(300, 900000) * (1 if places == 0 else 100) + (rnd.randrange(100) if places else 0)
        inputs = {"principal": money(principal, places), "annual_rate_pct": pct, "method": method, "start_date": start.isoformat(), "periods": n}
        conv = {"day_count": count, "rounding": {"mode": mode, "places": places}, "last_instalment": "absorbs the remainder"}
        days = None
        style = rnd.randrange(5)
        if style == 0 and count.startswith("ACT"):
            days = rnd.choice((7, 14, 15, 30))
            inputs["frequency"] = {7: "1 week", 14: "2 weeks", 15: "15 days", 30: "30 days"}[days]
            dues = [start + timedelta(days * (j + 1)) for j in range(n)]
            months = 1
        elif style == 1:
            day = rnd.randrange(1, 32)
            inputs["payment_day"] = str(day)
            firsts = [months_on(date(start.year, start.month, 1), j + 1) for j in range(n)]
            dues = [f.replace(day=min(day, length(f.year, f.month))) for f in firsts]
            months = 1
        elif style == 2:
            first = start + timedelta(rnd.randrange(20, 60))
            dues = [months_on(first, months * j) for j in range(n)]
            inputs["due_dates"] = [d.isoformat() for d in dues]
            inputs["months_per_period"] = months
        else:
            dues = [months_on(start, months * (j + 1)) for j in range(n)]
            inputs.update({"frequency": f"{months} month{'s' if months > 1 else ''}"} if k % 2 else {"months_per_period": months})
        starts = [start] + dues[:-1]
        ys = [F(months, 12) if count == "MONTHLY" else years(count, a, b, months) for a, b in zip(starts, dues)]
        actual = count != "MONTHLY" and rnd.random() < 0.6
        conv["instalment"] = "level payment for the actual period factors, rounded" if actual else "PMT(annual/12) rounded, unless given"
        o = {"principal": principal, "years": ys, "rate": F(pct) / 100, "mode": mode, "method": method, "actual": actual,
             "nominal": F(months, 12) if days is None else F(days, 364)}
        if rnd.random() < 0.25 and n > 4:
            o["grace"] = inputs["grace_principal_periods"] = rnd.randrange(1, n - 2)
        elif rnd.random() < 0.2 and n > 4:
            o["deferred"] = inputs["interest_free_periods_deferred"] = rnd.randrange(1, 4)
        if method in ("annuity", "flat") and rnd.random() < 0.35 and principal > 3000 * n:
            m = rnd.choice((1, 5, 10))
            conv["instalment_multiple"] = str(m)
            o["multiple"] = m * 10**places
            if method == "flat":
                conv["flat_multiple_on"] = o["on"] = rnd.choice(("principal", "total"))
            elif rnd.random() < 0.3:
                conv["instalment"] = "PMT rounded UP (ceiling) to a whole unit"
                o["up"], o["actual"] = True, False
        elif method == "annuity" and rnd.random() < 0.15 and "grace" not in o:
            o["level"] = principal // n + principal // 9
            inputs["instalment"] = money(o["level"], places)
        result = amortised(o)
        if result is None:
            continue
        parts, level = result
        fees = None
        if rnd.random() < 0.15:
            basis, percent = rnd.choice(("principal", "principal+interest")), rnd.choice(("1.5", "0.75"))
            inputs["instalment_fee"] = {"percent": percent, "basis": basis}
            fees = [whole(F(percent) / 100 * (p + (0 if basis == "principal" else i)), mode) for p, i in parts]
        expected = described(parts, dues, principal, places, fees)
        if method == "annuity":
            expected["instalment"] = money(level, places)
        yield "schedule", method, conv, inputs, expected


def running():
    """Day by day: pauses, changes of rate, what is overdue until the day of evaluation, later instalments on time."""
    for k in range(24 * SCALE):
        places, mode = rnd.choice((2, 2, 0)), rnd.choice(MODES)
        count = rnd.choice(("MONTHLY_PRORATA", "ACT_365", "ACT_360", "ACT_ACT_SPLIT"))
        start = date(2019, 1, 1) + timedelta(rnd.randrange(2600))
        n, pct = rnd.randrange(3, 25), rnd.choice(("7", "9.5", "18.25"))
        step = rnd.choice((None, None, 14))
        dues = [months_on(start, j + 1) if step is None or count == "MONTHLY_PRORATA" else start + timedelta(step * (j + 1)) for j in range(n)]
        step = None if count == "MONTHLY_PRORATA" else step
        principal = rnd.randrange(5000, 900000) * (100 if places else 1)
        nominal = F(1, 12) if step is None else F(step, 364)
        level = level_of(F(principal), [F(pct) / 100 * nominal] * n, mode)
        rates = [(start, F(pct) / 100)]
        inputs = {"principal": money(principal, places), "annual_rate_pct": pct, "start_date": start.isoformat(),
                  "due_dates": [d.isoformat() for d in dues], "frequency": "1 month" if step is None else "2 weeks"}
        pauses = []
        kind = rnd.choice(("schedule", "interest-pause", "interest-pause"))
        if kind == "interest-pause":
            a = start + timedelta(rnd.randrange(3, 80))
            pauses.append((a, a + timedelta(rnd.randrange(0, 90))))
            if rnd.random() < 0.4:
                b = pauses[0][1] + timedelta(rnd.randrange(-5, 60))
                pauses.append((b, b + timedelta(rnd.randrange(0, 20))))
            inputs["pauses"] = [{"from": a.isoformat(), "to": b.isoformat()} for a, b in pauses]
        if kind == "schedule" or rnd.random() < 0.3:
            changed = start + timedelta(rnd.randrange(1, 120))
            rates.append((changed, F("5.5") / 100))
            inputs["rate_changes"] = [{"from": changed.isoformat(), "annual_rate_pct": "5.5"}]
        as_of = rnd.choice((start + timedelta(1), start + timedelta(rnd.randrange(1, 100))))
        inputs["as_of"] = as_of.isoformat()
        parts, balance, repaid_until = [], principal, None
        due_principal = []
        for k2, (a, b) in enumerate(zip([start] + dues[:-1], dues)):
            interest = F(0)
            for m in range(1, (b - a).days + 1):
                day = a + timedelta(m)
                eve = day - timedelta(1)
                repaid = 0 if eve < as_of else sum(p for d, p in due_principal if d <= eve)
                off = any(f <= day <= t for f, t in pauses)
                rate = F(0) if off else [r for f, r in rates if f <= day][-1]
                interest += (principal - repaid) * rate * fraction_of_day(day, count, a, b, 1)
            i = whole(interest, mode)
            p = balance if k2 == n - 1 else min(max(0, level - i), balance)
            balance -= p
            due_principal.append((b, p))
            parts.append((p, i))
        conv = {"day_count": count, "rounding": {"mode": mode, "places": places}, "interest_recalculation": True,
                "instalment": "level payment (30/360), rounded, NOT changed by the pause", "last_instalment": "absorbs the difference"}
        yield kind, None, conv, inputs, described(parts, dues, principal, places)


def daily():
    for k in range(10 * SCALE):
        start = date(2021, 1, 1) + timedelta(rnd.randrange(1500))
        principal = rnd.randrange(100, 900) * 100
        yearly = rnd.random() < 0.5
        pct = rnd.choice(("36.5", "20.24", "9.125")) if yearly else rnd.choice(("0.8", "0.05", "0.1"))
        rate = F(pct) / 100 / (365 if yearly else 1)
        days = sorted(rnd.sample(range(5, 300), 5))
        a = start + timedelta(rnd.randrange(1, 150))
        special = rnd.choice(([], [(a, a + timedelta(rnd.randrange(0, 40)), rnd.choice(("0", "20.24")))]))
        capped = rnd.random() < 0.5
        paid = {d: rnd.randrange(500, principal // 2) for d in days if rnd.random() < 0.4}
        balance, interest, charged, last, rows = principal, F(0), F(0), 0, []
        for d in days:
            new = F(0)
            for m in range(last + 1, d + 1):
                day = start + timedelta(m)
                own = [F(p) / 100 / 365 for f, t, p in special if f <= day <= t]
                new += balance * (own[0] if own else rate)
            if capped:
                new = min(new, principal - charged)
            charged += new
            interest += new
            pay = paid.get(d, 0)
            ip = min(pay, whole(interest, "DOWN"))
            pp = min(balance, pay - ip)
            interest = F(0) if pay > 0 and ip == whole(interest, "DOWN") else interest - ip
            balance -= pp
            last = d
            rows.append({"day": d, "new_interest": money(whole(new * 100, "HALF_UP"), 4), "interest_paid": money(ip, 2),
                         "principal_paid": money(pp, 2), "interest_balance": money(whole(interest * 100, "HALF_UP"), 4),
                         "principal_balance": money(balance, 2)})
        conv = {"day_count": "DAILY_SIMPLE", "rounding": {"mode": "DOWN", "places": 2}}
        if capped:
            conv["total_interest_cap_pct"] = "100"
        key = "annual_rate_pct" if yearly else "daily_rate_pct"
        inputs = {"principal": money(principal, 2), "start_date": start.isoformat(), key: pct, "event_days": days,
                  "zero_or_special_rates": [{"from": f.isoformat(), "to": t.isoformat(), "annual_rate_pct": p} for f, t, p in special],
                  "payments": [{"day": d, "amount": money(p, 2)} for d, p in paid.items()]}
        end = whole(interest, "DOWN")
        kind = rnd.choice(("payoff", "interest-pause", "schedule"))
        expected = {"rows": rows}
        if kind == "payoff":
            inputs["quote"] = True
            expected["quote"] = {"principal": money(balance, 2), "interest": money(end, 2), "payoff": money(balance + end, 2)}
        yield kind, "daily simple interest", conv, inputs, expected


def payoffs():
    for k in range(20 * SCALE):
        places, mode = rnd.choice((2, 0)), rnd.choice(MODES)
        count = rnd.choice(("MONTHLY_PRORATA", "ACT_365", "ACT_360", "ACT_364", "ACT_ACT_SPLIT", "PREV_MONTH_LENGTH_ACT_ACT"))
        start = date(2019, 1, 1) + timedelta(rnd.randrange(2600))
        short = rnd.random() < 0.4
        due = start + timedelta(rnd.randrange(6, 27)) if short else months_on(start, 1)
        on = start + timedelta(rnd.randrange(0, (due - start).days + 1))
        principal, pct = rnd.randrange(1000, 9999999), rnd.choice(("7", "12.9", "18.25"))
        to = rnd.choice(("payoff_date", "period_due"))
        end = on if to == "payoff_date" else due
        ys = sum((fraction_of_day(start + timedelta(m), count, start, due, 1) for m in range(1, (end - start).days + 1)), F(0))
        i = whole(principal * F(pct) / 100 * ys, mode)
        inputs = {"outstanding_principal": money(principal, places), "annual_rate_pct": pct, "last_interest_date": start.isoformat(),
                  "period_start": start.isoformat(), "period_due": due.isoformat(), "payoff_date": on.isoformat()}
        conv = {"day_count": count, "rounding": {"mode": mode, "places": places}, "interest_to": to}
        yield "payoff", None, conv, inputs, {"principal": money(principal, places), "interest": money(i, places), "payoff": money(principal + i, places)}


def allocations():
    lines = ["penalty", "fee", "interest", "principal"]
    for k in range(30 * SCALE):
        n = rnd.randrange(2, 6)
        start = date(2024, 1, 15)
        dues = [months_on(start, j) for j in range(n)]
        instalments, claims = [], []
        for j, due in enumerate(dues):
            own = {"n": j + 1, "due_date": due.isoformat(), "principal": str(rnd.randrange(50, 300)), "interest": str(rnd.randrange(0, 40)), "charges": []}
            claims.append([j + 1, "principal", due, due, None, int(own["principal"]) * 100])
            claims.append([j + 1, "interest", due, due, None, int(own["interest"]) * 100])
            for _ in range(rnd.choice((0, 0, 1, 2))):
                c = due - timedelta(rnd.randrange(0, 25))
                charge = {"component": rnd.choice(("penalty", "fee")), "amount": str(rnd.randrange(5, 50)), "due_date": c.isoformat()}
                added = c - timedelta(5) if rnd.random() < 0.5 else None
                if added:
                    charge["added"] = added.isoformat()
                own["charges"].append(charge)
                claims.append([j + 1, charge["component"], due, c, added, int(charge["amount"]) * 100])
            instalments.append(own)
        groups = rnd.choice(([["past_due"], ["due"], ["in_advance"]], [["past_due", "due"], ["in_advance"]], [["past_due", "due", "in_advance"]]))
        order = [["+".join(g), rnd.sample(lines, 4)] for g in groups]
        test, processing, future = rnd.choice(("charge_own_due_date", "instalment_due_date")), rnd.choice(("horizontal", "vertical")), rnd.choice(("NEXT_INSTALMENT", "LAST_INSTALMENT"))
        days = sorted(start + timedelta(m) for m in rnd.sample(range(-20, 120), 3))
        payments = [{"date": d.isoformat(), "amount": str(rnd.randrange(20, 500))} for d in days]
        answer, total = [], 0
        for d, payment in zip(days, payments):
            left, got = int(payment["amount"]) * 100, dict.fromkeys(lines, 0)
            for names, components in order:
                open_claims = []
                for c in claims:
                    by = c[3] if test == "charge_own_due_date" and c[1] in ("penalty", "fee") else c[2]
                    standing = "past_due" if by < d else "due" if by == d else "in_advance"
                    if standing in names.split("+") and c[5] > 0 and (c[4] is None or c[4] <= d):
                        open_claims.append(c)
                last_first = future == "LAST_INSTALMENT" and "in_advance" in names.split("+")
                turn = lambda c: -c[0] if last_first else c[0]
                rank = lambda c: components.index(c[1])
                open_claims.sort(key=(lambda c: (turn(c), rank(c))) if processing == "horizontal" else (lambda c: (rank(c), turn(c))))
                for c in open_claims:
                    part = min(left, c[5])
                    c[5] -= part
                    left -= part
                    got[c[1]] += part
            total += left
            answer.append({"date": payment["date"], "amount": money(int(payment["amount"]) * 100, 2), **{line: money(v, 2) for line, v in got.items()}})
        conv = {"order": order, "due_test": test, "processing": processing, "future_rule": future, "rounding": {"mode": "HALF_EVEN", "places": 2}}
        outstanding = [{"n": j + 1, "outstanding": money(sum(c[5] for c in claims if c[0] == j + 1), 2)} for j in range(n)]
        yield "allocation", None, conv, {"instalments": instalments, "payments": payments}, {"allocations": answer, "outstanding_by_instalment": outstanding, "excess": money(total, 2)}


def reschedules():
    for k in range(20 * SCALE):
        places, mode = rnd.choice((2, 0)), rnd.choice(MODES)
        conv = {"day_count": "MONTHLY", "rounding": {"mode": mode, "places": places}, "last_instalment": "absorbs the remainder", "interest_type": "flat on the original principal, per instalment"}
        n, start = rnd.randrange(2, 13), date(2022, 1, 1) + timedelta(rnd.randrange(900))
        step = rnd.choice(("1 month", "15 days"))
        on = (lambda d, j: months_on(d, j)) if step == "1 month" else (lambda d, j: d + timedelta(15 * j))
        principal, pct = rnd.randrange(1000, 900000), rnd.choice(("0", "12")) if step == "1 month" else "0"
        share, i = whole(F(principal, n), mode), whole(principal * F(pct) / 1200, mode)
        rows = [[on(start, j + 1), share if j < n - 1 else principal - share * (n - 1), i] for j in range(n)]
        kind, frm = rnd.choice(("move_due_date", "extra_terms", "principal_grace")), rnd.randrange(1, n + 1)
        change = {"type": kind, "from_n": frm}
        if kind == "move_due_date":
            new = rows[frm - 1][0] + timedelta(rnd.randrange(1, 40))
            change["new_due_date"] = new.isoformat()
            for j in range(frm - 1, n):
                rows[j][0] = on(new, j - frm + 1)
        else:
            count = change["count"] = rnd.randrange(1, 4)
            origin = rows[frm - 1][0]
            if kind == "extra_terms":
                left = sum(r[1] for r in rows[frm - 1:])
                m = n - frm + 1 + count
                each = whole(F(left, m), mode)
                tail = [[None, each if j < m - 1 else left - each * (m - 1), i] for j in range(m)]
            else:
                tail = [[None, 0, i] for _ in range(count)] + rows[frm - 1:]
            for j, r in enumerate(tail):
                r[0] = on(origin, j)
            rows = rows[:frm - 1] + tail
        inputs = {"principal": money(principal, places), "annual_rate_pct": pct, "start_date": start.isoformat(), "periods": n, "frequency": step, "method": "equal principal / flat", "change": change}
        yield "reschedule", kind, conv, inputs, described([(p, i2) for _, p, i2 in rows], [d for d, _, _ in rows], principal, places)
    for k in range(10 * SCALE):
        places, mode = rnd.choice((2, 0)), rnd.choice(MODES)
        unit, n = 10**places, rnd.randrange(3, 9)
        start = date(2024, 1, 10)
        amounts = [rnd.randrange(50, 9000) for _ in range(n)]
        dues = [months_on(start, j) for j in range(n)]
        conv = {"rounding": {"mode": mode, "places": places}}
        if k % 2:
            count, first = rnd.randrange(2, 9), months_on(start, n)
            each = whole(F(sum(amounts), count), mode)
            parts = [(each if j < count - 1 else sum(amounts) - each * (count - 1), 0) for j in range(count)]
            inputs = {"unpaid_instalments": [{"due_date": d.isoformat(), "outstanding": money(a, places)} for d, a in zip(dues, amounts)], "reage_date": months_on(start, n - 1).isoformat(), "new_instalments": count, "new_frequency": "1 month", "new_first_due_date": first.isoformat()}
            expected = described(parts, [months_on(first, j) for j in range(count)], sum(amounts), places)
            yield "reschedule", "re-age", conv, inputs, {"reaged_amount": money(sum(amounts), places), "rows": [{"n": r["n"], "due_date": r["due_date"], "principal": r["principal"], "balance": r["balance"]} for r in expected["rows"]]}
        else:
            cut = rnd.randrange(1, n)
            moved, m = sum(amounts[:cut]), n - cut
            multiple = rnd.choice((None, 1))
            each = nearest(F(moved, m), unit if multiple else 1, mode)
            if multiple:
                conv["increment_multiple"] = "1"
            after = [0] * cut + [a + (each if j < m - 1 else moved - each * (m - 1)) for j, a in enumerate(amounts[cut:])]
            inputs = {"date": dues[cut - 1].isoformat(), "instalments": [{"due_date": d.isoformat(), "outstanding_principal": money(a, places)} for d, a in zip(dues, amounts)]}
            yield "reschedule", "re-amortise", conv, inputs, {"moved": money(moved, places), "rows": [{"due_date": d.isoformat(), "principal_outstanding": money(a, places)} for d, a in zip(dues, after)]}


def delinquencies():
    buckets = [{"name": "A", "min": 1, "max": 30}, {"name": "B", "min": 31, "max": 90}, {"name": "C", "min": 91, "max": None}]
    for k in range(16 * SCALE):
        start, n = date(2024, 1, 31), rnd.randrange(2, 6)
        dues = [months_on(start, j) for j in range(n)]
        amounts = [rnd.randrange(5000, 30000) for _ in range(n)]
        grace = rnd.choice((0, 3, 7))
        paid = sorted((start + timedelta(rnd.randrange(0, 120)), rnd.randrange(3000, 40000)) for _ in range(rnd.choice((0, 1, 2))))
        a = start + timedelta(rnd.randrange(0, 90))
        pauses = [] if rnd.random() < 0.4 else [(a, a + timedelta(rnd.randrange(1, 40)), rnd.choice((None, a + timedelta(2))), rnd.choice((None, a + timedelta(10))))]
        checks = []
        for m in rnd.sample(range(0, 160), 4):
            day, before = start + timedelta(m), rnd.random() < 0.3
            left = sum(p for d, p in paid if (d < day if before else d <= day))
            open_, by_bucket = [], {}
            for due, amount in zip(dues, amounts):
                part = min(left, amount)
                left -= part
                if amount > part:
                    open_.append((due, amount - part))
            late = [(d, x) for d, x in open_ if d < day]
            past = (day - late[0][0]).days if late else 0
            delinquent = 0
            check = {"as_of": day.isoformat(), "past_due_days": past, "overdue_amount": money(sum(x for _, x in late), 2)}
            if late:
                since = late[0][0] + timedelta(grace)
                off = 0
                for f, t, known, resumed in pauses:
                    if known is not None and known > day:
                        continue
                    end = min(t, resumed) if resumed is not None and resumed <= day else t
                    off += max(0, (min(end, day) - max(f, since)).days)
                delinquent = max(0, (day - since).days - off)
                check["delinquent_date"] = since.isoformat()
            check["delinquent_days"] = delinquent
            for d, x in late:
                days = (day - d).days
                name = next(b["name"] for b in buckets if b["min"] <= days and (b["max"] is None or days <= b["max"]))
                by_bucket[name] = by_bucket.get(name, 0) + x
            check["by_bucket"] = {name: money(x, 2) for name, x in by_bucket.items()}
            checks.append(({"as_of": day.isoformat(), **({"before_payments": True} if before else {})}, check))
        inputs = {"instalments": [{"due_date": d.isoformat(), "amount": money(x, 2)} for d, x in zip(dues, amounts)],
                  "payments": [{"date": d.isoformat(), "amount": money(p, 2)} for d, p in paid],
                  "pauses": [{"from": f.isoformat(), "to": t.isoformat(), **({"known_from": kf.isoformat()} if kf else {}), **({"resumed_on": r.isoformat()} if r else {})} for f, t, kf, r in pauses],
                  "checks": [c for c, _ in checks]}
        yield "delinquency", None, {"due_date_counts": "no", "grace_days": grace, "buckets": buckets, "rounding": {"mode": "HALF_EVEN", "places": 2}}, inputs, {"checks": [c for _, c in checks]}


def small():
    for k in range(6 * SCALE):
        p, n, r, num = rnd.randrange(1000, 90000), rnd.randrange(6, 120), rnd.choice(("0.08", "0.12", "0.049")), rnd.choice((0, 1))
        rate = F(r) / 12
        level = p * rate / (1 - (1 + rate) ** -n) / (1 + rate if num else 1)
        a, b = sorted(rnd.sample(range(1, n + 1), 2))
        balance, i_sum = F(p), F(0)
        for j in range(1, n + 1):
            if num:
                interest = F(0) if j == 1 else balance * rate / 1
                balance += interest
                balance -= level
                i_sum += interest if a <= j <= b else 0
            else:
                interest = balance * rate
                balance -= level - interest
                i_sum += interest if a <= j <= b else 0
        name = rnd.choice(("PMT", "CUMIPMT", "CUMPRINC"))
        value = {"PMT": level, "CUMIPMT": i_sum, "CUMPRINC": level * (b - a + 1) - i_sum}[name]
        inputs = {"function": name, "rate_num": r, "rate_den": "12", "nper": n, "pv": str(p), "type": num, **({} if name == "PMT" else {"start": a, "end": b})}
        yield "schedule", f"function {name}", {}, inputs, {"value": money(whole(value * 10**6, "HALF_UP"), 6)}
    for k in range(4 * SCALE):
        places, mode = rnd.choice((2, 0)), rnd.choice(MODES)
        p, n, fee = rnd.randrange(1000, 900000), rnd.randrange(3, 37), rnd.choice(("0.6", "0.45", "0.333"))
        f, share = whole(F(fee) / 100 * p, mode), whole(F(p, n), mode)
        yield "schedule", "card instalment plan, interest-free with fee", {"rounding": {"mode": mode, "places": places}}, {"principal": money(p, places), "periods": n, "fee_rate_per_period_pct": fee}, {"fee_per_period": money(f, places), "principal_per_period": money(share, places), "instalment": money(f + share, places), "total_fee": money(f * n, places)}
    for k in range(4 * SCALE):
        start, n, step = date(2023, 1, 1) + timedelta(rnd.randrange(900)), rnd.randrange(2, 15), rnd.choice((1, 2, 3, 12))
        word = "1 year" if step == 12 else f"{step} month{'s' if step > 1 else ''}"
        yield "schedule", "due-dates", {"month_end": "LAST_DAY_OF_MONTH"}, {"start_date": start.isoformat(), "frequency": word, "periods": n}, {"due_dates": [months_on(start, step * (j + 1)).isoformat() for j in range(n)]}
    for k in range(4 * SCALE):
        a = date(2018, 1, 1) + timedelta(rnd.randrange(2000))
        b, p, pct = a + timedelta(rnd.randrange(1, 900)), rnd.randrange(1000, 900000), rnd.choice(("7", "16.7"))
        mode, count = rnd.choice(MODES), rnd.choice(("ACT_ACT_SPLIT", "ACT_365", "ACT_360", "ACT_364", "DAILY_SIMPLE"))
        i = whole(p * F(pct) / 100 * years("ACT_365" if count == "DAILY_SIMPLE" else count, a, b, 1), mode)
        yield "schedule", "period interest", {"day_count": count, "rounding": {"mode": mode, "places": 2}}, {"principal": money(p, 2), "annual_rate_pct": pct, "from": a.isoformat(), "to": b.isoformat()}, {"interest": money(i, 2)}
    for k in range(6 * SCALE):
        amount, mode = rnd.randrange(10000, 900000), rnd.choice(("DOWN", "DOWN", "HALF_UP"))
        a = date(2018, 1, 1) + timedelta(rnd.randrange(1500))
        b = a + timedelta(rnd.randrange(20, 900))
        rates = [(date(2009, 9, 29), "3.0"), (a + timedelta(rnd.randrange(-300, 300)), "2.75"), (a + timedelta(rnd.randrange(301, 500)), "3.25")]
        f = a + timedelta(rnd.randrange(0, 200))
        pauses = rnd.choice(([], [(f, f + timedelta(40))], [(f, None)], [(f, f + timedelta(30)), (f + timedelta(10), f + timedelta(50))]))
        paid = [(a + timedelta(m), amount // 5) for m in sorted(rnd.sample(range(1, 19), rnd.choice((0, 1, 2))))]
        windows = []
        def off(day):
            return any(p <= day and (q is None or day <= q) for p, q in pauses)
        def rate(day):
            return [r for since, r in sorted(rates) if since <= day][-1]
        pieces = paid + [(b, amount - sum(x for _, x in paid))]
        total, chargeable = 0, 0
        edges = {d - timedelta(1) for d, _ in rates} | {p - timedelta(1) for p, _ in pauses} | {q for _, q in pauses if q}
        edges |= {date(y, 12, 31) for y in range(2016, 2030) if leap(y) != leap(y + 1)}
        for until, x in pieces:
            cuts = sorted(e for e in edges if a < e < until) + [until]
            frm = a
            for to in cuts:
                days = (to - frm).days
                if not off(to):
                    total += whole(x * F(rate(to)) / 100 * days / (366 if leap(to.year) else 365), mode)
                    chargeable += days
                frm = to
        openp = amount - sum(x for _, x in paid)
        one = 0 if off(b) else whole(openp * F(rate(b)) / 100 / (366 if leap(b.year) else 365), mode)
        inputs = {"amount_pence": str(amount), "interest_start_date": a.isoformat(), "interest_to": b.isoformat(), "rates": [{"from": d.isoformat(), "annual_rate_pct": r} for d, r in rates],
                  "pauses": [{"from": p.isoformat(), **({"to": q.isoformat()} if q else {})} for p, q in pauses], "payments": [{"date": d.isoformat(), "amount_pence": str(x)} for d, x in paid]}
        yield rnd.choice(("interest-pause", "payoff")), "interest accrued on an overdue debt", {"day_count": "ACT_ACT_SPLIT", "rounding": {"mode": mode, "places": 0}}, inputs, {"interest_pence": str(total), "chargeable_days": chargeable, "total_owed_pence": str(openp + total), "daily_accrual_pence": str(one)}


cases = []
for make in (loans, running, daily, payoffs, allocations, reschedules, delinquencies, small):
    for number, (kind, subkind, conventions, inputs, expected) in enumerate(make(), 1):
        case = {"id": f"VAR-{make.__name__.upper()}-{number}", "kind": kind, **({"subkind": subkind} if subkind else {}),
                "title": f"{subkind or kind} {number}, reckoned by days and fractions", "conventions": conventions, "inputs": inputs, "expected": expected}
        cases.append(case)
print(json.dumps({"about": "Reckoned by cases/vary.py: the published keys in other combinations.", "cases": cases}, separators=(",", ":")))
