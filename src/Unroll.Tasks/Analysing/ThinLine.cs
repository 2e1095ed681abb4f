using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>Lines of charts that keep their highs and lows, with no more points than a chart can show.</summary>
internal static class ThinLine
{
    private const int Buckets = 700;

    /// <summary>A line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="x">Where its points lie across.</param>
    /// <param name="y">Where they lie up.</param>
    public static ChartLine Of(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count <= 2 * Buckets)
        {
            return new ChartLine(name, x, y);
        }

        List<double> across = [], up = [];
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            int start = (int)((long)bucket * x.Count / Buckets), end = (int)((long)(bucket + 1) * x.Count / Buckets);
            (int low, int high) = (-1, -1);
            for (int i = start; i < end; i++)
            {
                if (!double.IsNaN(y[i]))
                {
                    low = low < 0 || y[i] < y[low] ? i : low;
                    high = high < 0 || y[i] > y[high] ? i : high;
                }
            }

            foreach (int at in low < 0 ? [start] : low == high ? [low] : new[] { Math.Min(low, high), Math.Max(low, high) })
            {
                across.Add(x[at]);
                up.Add(y[at]);
            }
        }

        return new ChartLine(name, across, up);
    }
}
