namespace Unroll.Series.Preparing;

/// <summary>Functions near 0, where the plain formulas lose their digits (Kahan).</summary>
internal static class Numerics
{
    /// <summary>ln(1 + x).</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>eˣ − 1.</summary>
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        double less = power - 1;
        return power == 1 ? x : less == -1 || double.IsInfinity(power) ? less : less * (x / Math.Log(power));
    }

    /// <summary>The minimiser of a unimodal function between two bounds (Brent, 1973, chapter 5).</summary>
    public static double Minimum(Func<double, double> function, double low, double high, double tolerance)
    {
        const double Golden = 0.3819660112501051;
        double best = low + (Golden * (high - low)), second = best, third = best;
        double atBest = function(best), atSecond = atBest, atThird = atBest;
        double step = 0, before = 0;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            double near = (tolerance * Math.Abs(best)) + 1e-12;
            if (Math.Abs(best - middle) <= (2 * near) - ((high - low) / 2))
            {
                break;
            }

            // The minimum of the parabola through the three best places, if it is within the bounds and steps get smaller; else a golden
            // section.
            double r = (best - second) * (atBest - atThird), q = (best - third) * (atBest - atSecond);
            double p = ((best - third) * q) - ((best - second) * r);
            q = 2 * (q - r);
            p = q > 0 ? -p : p;
            q = Math.Abs(q);
            bool parabola = Math.Abs(before) > near && Math.Abs(p) < Math.Abs(q * before / 2) && p > q * (low - best)
                && p < q * (high - best);
            if (parabola)
            {
                (before, step) = (step, p / q);
                double place = best + step;
                step = place - low < 2 * near || high - place < 2 * near ? Math.CopySign(near, middle - best) : step;
            }
            else
            {
                before = best < middle ? high - best : low - best;
                step = Golden * before;
            }

            double next = Math.Abs(step) >= near ? best + step : best + Math.CopySign(near, step);
            double atNext = function(next);
            if (atNext <= atBest)
            {
                (low, high) = next < best ? (low, best) : (best, high);
                (third, atThird, second, atSecond, best, atBest) = (second, atSecond, best, atBest, next, atNext);
            }
            else
            {
                (low, high) = next < best ? (next, high) : (low, next);
                if (atNext <= atSecond || second == best)
                {
                    (third, atThird, second, atSecond) = (second, atSecond, next, atNext);
                }
                else if (atNext <= atThird || third == best || third == second)
                {
                    (third, atThird) = (next, atNext);
                }
            }
        }

        return best;
    }
}
