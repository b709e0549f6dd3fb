#include "patterns/fraction.h"

static int64_t gcd(int64_t a, int64_t b)
{
    if (a < 0)
        a = -a;
    while (b) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

struct cr_fraction cr_fraction_make(int64_t num, int64_t den)
{
    const int64_t common = gcd(num, den);
    return (struct cr_fraction){num / common, den / common};
}

struct cr_fraction cr_fraction_add(struct cr_fraction a, struct cr_fraction b)
{
    const int64_t common = gcd(a.den, b.den);
    return cr_fraction_make(a.num * (b.den / common) + b.num * (a.den / common),
                            a.den / common * b.den);
}

struct cr_fraction cr_fraction_sub(struct cr_fraction a, struct cr_fraction b)
{
    return cr_fraction_add(a, (struct cr_fraction){-b.num, b.den});
}

struct cr_fraction cr_fraction_mul(struct cr_fraction a, struct cr_fraction b)
{
    const int64_t left = gcd(a.num, b.den), right = gcd(b.num, a.den);
    const struct cr_fraction product = {
        (a.num / (left ? left : 1)) * (b.num / (right ? right : 1)),
        (a.den / (right ? right : 1)) * (b.den / (left ? left : 1))};
    return cr_fraction_make(product.num, product.den);
}

static int64_t floor_of(struct cr_fraction f)
{
    const int64_t quotient = f.num / f.den;
    return f.num % f.den < 0 ? quotient - 1 : quotient;
}

int cr_fraction_compare(struct cr_fraction a, struct cr_fraction b)
{
    if (a.den == b.den)
        return (a.num > b.num) - (a.num < b.num);
    /* Compare continued fractions term by term: no products at all. */
    for (int sign = 1;; sign = -sign) {
        const int64_t whole_a = floor_of(a), whole_b = floor_of(b);
        if (whole_a != whole_b)
            return whole_a < whole_b ? -sign : sign;
        const int64_t rest_a = a.num - whole_a * a.den;
        const int64_t rest_b = b.num - whole_b * b.den;
        if (!rest_a || !rest_b)
            return rest_a == rest_b ? 0 : (rest_a ? sign : -sign);
        a = (struct cr_fraction){a.den, rest_a};
        b = (struct cr_fraction){b.den, rest_b};
    }
}
