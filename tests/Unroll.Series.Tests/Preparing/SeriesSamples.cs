using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Series to try steps on.</summary>
internal static class SeriesSamples
{
    public static DateTime Start { get; } = new(2023, 12, 28, 6, 0, 0);

    /// <summary>Seeds of random series: a failing test names the one that fails.</summary>
    public static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    public static Frame Hourly(string name, params double[] values) => new(Hours(values.Length), [name], [values]);

    public static Frame Numbered(string name, params double[] values) => new(TimeIndex.Numbered(values.Length), [name], [values]);

    public static TimeIndex Hours(int count) => Stamps(Enumerable.Range(0, count).Select(hour => Start.AddHours(hour)));

    public static TimeIndex Stamps(IEnumerable<DateTime> stamps) => new([.. stamps]);

    /// <summary>
    /// Three series of two columns of positive numbers, one with gaps, and one of categories; hourly stamps, or uneven ones.
    /// </summary>
    public static SeriesSet Random(int seed, int rows, bool isRegular = true, double missing = 0.2)
    {
        Random random = new(seed);
        return new SeriesSet([.. Enumerable.Range(1, 3).Select(number =>
        {
            DateTime stamp = Start.AddDays(number);
            List<DateTime> stamps = [];
            double[] gappy = new double[rows], whole = new double[rows], kind = new double[rows];
            for (int row = 0; row < rows; row++)
            {
                stamps.Add(stamp);
                stamp = stamp.AddMinutes(isRegular ? 60 : random.Next(1, 300));
                gappy[row] = row > 2 && random.NextDouble() < missing ? double.NaN : 0.5 + (10 * random.NextDouble());
                whole[row] = 20 + (row % 24) + (3 * random.NextDouble());
                kind[row] = random.Next(3);
            }

            return new SeriesItem($"s{number}",
                new Frame(Stamps(stamps), ["gappy", "whole", "kind"], [gappy, whole, kind]).WithCategories("kind", ["low", "high", "off"]));
        })]);
    }

    /// <summary>The first rows of each series.</summary>
    public static SeriesSet Head(SeriesSet set, int rows) => set.Map(item => item.Frame.Slice(0, Math.Min(rows, item.Frame.RowCount)));

    /// <summary>Whether two frames hold the same, bit for bit; or within a share of the largest number where rounding may differ.</summary>
    public static bool AreSame(Frame first, Frame second, double tolerance = 0)
    {
        if (!first.ColumnNames.SequenceEqual(second.ColumnNames) || !first.Time.AsSpan().SequenceEqual(second.Time.AsSpan()))
        {
            return false;
        }

        return first.ColumnNames.All(name => (first.Categories(name), second.Categories(name)) switch
        {
            (null, null) => AreSame(first.Column(name), second.Column(name), tolerance),
            ({ } own, { } others) => Texts(first, name, own).SequenceEqual(Texts(second, name, others)),
            _ => false,
        });
    }

    /// <summary>The texts of a categorical column, whatever the numbers of its categories are.</summary>
    private static IEnumerable<string?> Texts(Frame frame, string name, IReadOnlyList<string> categories) =>
        frame.Column(name).ToArray().Select(code => double.IsNaN(code) ? null : categories[(int)code]);

    public static bool AreSame(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double tolerance)
    {
        if (first.Length != second.Length)
        {
            return false;
        }

        for (int i = 0; i < first.Length; i++)
        {
            bool same = first[i].Equals(second[i]) || Math.Abs((double)first[i] - second[i]) <= tolerance * Math.Max(1, Math.Abs(first[i]));
            if (!same)
            {
                return false;
            }
        }

        return true;
    }
}
