using System.Runtime.InteropServices;
using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>
/// Looks for a sentinel among the values of a column: the least or the greatest one, which repeats exactly and is far from all others. What
/// "far" is depends on how usual the number is as one, and on whether it repeats as no other value does.
/// </summary>
public sealed class SentinelSearch
{
    /// <summary>Of the range of the other values: how far a usual sentinel (−999) is from them.</summary>
    private const double FarForUsual = 0.5;

    /// <summary>Of the range of the other values: how far any other number is from them.</summary>
    private const double FarForOthers = 3;

    /// <summary>Of the range of the other values: how far a usual sentinel is from them that repeats as no other value does.</summary>
    private const double FarForRepeated = 0.1;

    /// <summary>Of the greatest magnitude of the other values: the least one of a number that is no usual sentinel.</summary>
    private const double LeastMagnitude = 2;

    /// <summary>Times that a number repeats more often than any other value.</summary>
    private const int ManyRepeats = 5;

    private const int FewestUsual = 2;
    private const int FewestOthers = 3;
    private const int FewestRepeated = 10;
    private const int FewestDistinct = 10;
    private const double LeastRepeated = 99;
    private const double Round = 100; // Sums such as -500 are paid month by month.
    private const int MostCounted = 1 << 16;
    private const int BlockRows = 8192;

    private static readonly double[] _below =
        [-1, -9, -99, -100, -111, -200, -222, -500, -555, -777, -888, -999, -1000, -1111, -5555, -7777, -8888, -9999, -32767, -32768,
            -99999, -999999, -9999999, -99.9, -99.99, -999.9, -999.99, -999.999, -9999.9, -9999.99, int.MinValue, -1e10, -1e20, -1e30,
            -3.4e38, float.MinValue];

    private static readonly double[] _above =
        [99, 777, 888, 999, 7777, 8888, 9999, 32766, 32767, 65534, 65535, 99999, 999999, 9999999, 99.9, 99.99, 999.9, 999.99, 999.999,
            9999.9, 9999.99, int.MaxValue, 1e10, 1e20, 1e30, 9.96921e36, 9.969209968386869e36, 3.4e38, float.MaxValue];

    /// <summary>The counts of the first distinct values.</summary>
    private readonly Dictionary<double, int> _repeats = [];
    private readonly Extreme _least = new();
    private readonly Extreme _greatest = new();
    private long _count;

    /// <summary>The sentinel of a column; null where nothing hints at one.</summary>
    /// <param name="set">The series.</param>
    /// <param name="column">A column of numbers.</param>
    public static Sentinel? Of(SeriesSet set, string column)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Count == 0 || set[0].Frame.Categories(column) is not null)
        {
            return null;
        }

        SentinelSearch search = new();
        double[] block = new double[BlockRows];
        foreach (Frame frame in set.Items.Select(item => item.Frame))
        {
            for (int start = 0; start < frame.RowCount; start += BlockRows)
            {
                Span<double> values = block.AsSpan(0, Math.Min(BlockRows, frame.RowCount - start));
                frame.CopyColumn(column, start, values);
                foreach (double value in values)
                {
                    search.Add(value);
                }
            }
        }

        return search.Find();
    }

    /// <summary>Takes a value; a missing one is passed over.</summary>
    /// <param name="value">The value.</param>
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        _least.Add(-value);
        _greatest.Add(value);
        if (_count++ < MostCounted)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_repeats, value, out _)++;
        }
    }

    /// <summary>The sentinel among the values so far; null where nothing hints at one.</summary>
    public Sentinel? Find()
    {
        (double least, double next) = (-_least.Value, -_least.Next);
        (double greatest, double before) = (_greatest.Value, _greatest.Next);
        return IsFar(least, next, greatest, Array.IndexOf(_below, least) >= 0, _least.Count, IsRepeated(least, _least.Count))
            ? new(least, _least.Count)
            : IsFar(
                -greatest, -before, -least, Array.IndexOf(_above, greatest) >= 0, _greatest.Count, IsRepeated(greatest, _greatest.Count))
            ? new(greatest, _greatest.Count)
            : null;
    }

    /// <summary>Whether a value is far below the others, from the next one to the greatest.</summary>
    private bool IsFar(double value, double next, double greatest, bool isUsual, long count, bool isRepeated)
    {
        double range = greatest - next;
        double gap = next - value;
        if (!double.IsFinite(gap) || !(range > 0))
        {
            return false;
        }

        bool hasMany = _repeats.Count > FewestDistinct;
        double magnitude = Math.Max(Math.Abs(next), Math.Abs(greatest));
        if (!isUsual)
        {
            // What is no larger than other values is one of them with another sign: a refund, a closed shop.
            return hasMany && count >= FewestOthers && value == Math.Truncate(value) && Math.Abs(value) >= LeastMagnitude * magnitude
                && (gap >= FarForOthers * range || isRepeated);
        }

        // Counts, prices and sizes are never below 0: -1 among a few codes may be one of them, -100 beside 0 and 100 is.
        bool isLoneNegative = value < 0 && next >= 0 && count >= FewestOthers && hasMany;
        bool isFar = gap >= FarForUsual * range && Math.Abs(value) > (hasMany ? 1 : Math.Max(1, magnitude));
        return (isFar && count >= FewestUsual) || isLoneNegative
            || (isRepeated && gap >= FarForRepeated * range && Math.Abs(value) >= LeastRepeated && value % Round != 0);
    }

    /// <summary>Whether a value occurs as often as no other one does by far.</summary>
    private bool IsRepeated(double value, long count)
    {
        int others = _repeats.Where(pair => pair.Key != value).Max(pair => (int?)pair.Value) ?? 0;
        return count >= FewestRepeated && _repeats.GetValueOrDefault(value) >= ManyRepeats * others;
    }

    /// <summary>The greatest value, its number, and the next one below it.</summary>
    private sealed class Extreme
    {
        public double Value { get; private set; } = double.NegativeInfinity;

        public double Next { get; private set; } = double.NegativeInfinity;

        public long Count { get; private set; }

        public void Add(double value)
        {
            if (value > Value)
            {
                (Value, Next, Count) = (value, Value, 1);
            }
            else if (value == Value)
            {
                Count++;
            }
            else if (value > Next)
            {
                Next = value;
            }
        }
    }
}
