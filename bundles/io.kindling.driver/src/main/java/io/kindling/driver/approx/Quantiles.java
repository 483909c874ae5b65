package io.kindling.driver.approx;

/** Quantiles of distributions, to about six digits; for small degrees of freedom to three. Pure. */
final class Quantiles {

    private Quantiles() {
    }

    /**
     * How many standard errors to either side of an estimate hold the true value with a confidence, by Student's distribution: G. W. Hill, "Algorithm
     * 396: Student's t-quantiles", Communications of the ACM 13 (1970).
     *
     * @param confidence above 0 and below 1
     * @param freedom    degrees of freedom, at least 1
     */
    static double student(final double confidence, final long freedom) {
        final double p = 1 - confidence;
        final double n = freedom;
        if (freedom == 1) {
            return 1 / Math.tan(p * Math.PI / 2);
        } else if (freedom == 2) {
            return Math.sqrt(2 / (p * (2 - p)) - 2);
        }
        final double a = 1 / (n - 0.5);
        final double b = 48 / (a * a);
        double c = ((20_700 * a / b - 98) * a - 16) * a + 96.36;
        final double d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt(a * Math.PI / 2) * n;
        double x = d * p;
        double y = Math.pow(x, 2 / n);
        if (y > 0.05 + a) {
            x = -normal(1 - p / 2); // the algorithm's x is in the lower tail
            y = x * x;
            if (freedom < 5) {
                c += 0.3 * (n - 4.5) * (x + 0.6);
            }
            c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
            y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
            y = Math.expm1(a * y * y);
        } else {
            y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * (n + 1) / (n + 2) + 1 / y;
        }
        return Math.sqrt(n * y);
    }

    /** The quantile of the normal distribution: M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), the variant of seven digits. */
    static double normal(final double probability) {
        final double q = probability - 0.5;
        if (Math.abs(q) <= 0.425) {
            final double r = 0.180625 - q * q;
            return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        double r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability));
        final double value;
        if (r <= 5) {
            r -= 1.6;
            value = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / ((0.12021132975 * r + 0.73700164250) * r + 1);
        } else {
            r -= 5;
            value = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / ((0.012258202635 * r + 0.24197894225) * r + 1);
        }
        return q < 0 ? -value : value;
    }
}
