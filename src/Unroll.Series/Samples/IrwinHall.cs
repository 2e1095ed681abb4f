namespace Unroll.Series.Samples;

/// <summary>
/// The sum of twelve uniform numbers less six: nearly normal, of mean 0 and deviation 1, without logarithm or cosine, so that all
/// processors agree on its bits (Irwin 1927, Hall 1927).
/// </summary>
internal static class IrwinHall
{
    private const int Terms = 12;
    private const double Centre = 6;

    /// <summary>Draws a number.</summary>
    /// <param name="random">The stream to draw from.</param>
    public static double Next(RandomStream random)
    {
        double sum = -Centre;
        for (int i = 0; i < Terms; i++)
        {
            sum += random.NextDouble();
        }

        return sum;
    }

    /// <summary>The probability that a number is above another: 1 − F(x), F(x) = Σₖ (−1)ᵏ C(12, k) (x + 6 − k)₊¹² / 12!.</summary>
    /// <param name="x">The other number.</param>
    public static double Above(double x)
    {
        // The sum cancels far from where it begins: the lower half serves both.
        double from = Centre - Math.Abs(x);
        if (from <= 0)
        {
            return x > 0 ? 0 : 1;
        }

        double below = 0, choose = 1, factorial = 1;
        for (int k = 0; k < from; k++)
        {
            double power = 1;
            for (int i = 0; i < Terms; i++)
            {
                power *= from - k;
            }

            below += (k % 2 == 0 ? choose : -choose) * power;
            choose *= (Terms - k) / (double)(k + 1);
        }

        for (int i = 2; i <= Terms; i++)
        {
            factorial *= i;
        }

        double tail = below / factorial;
        return x > 0 ? tail : 1 - tail;
    }
}
