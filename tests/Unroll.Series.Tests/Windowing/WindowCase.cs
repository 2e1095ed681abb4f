using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Series and a layout drawn at random; the value of column c in row t of series i is 10⁴ i + 100 t + c.</summary>
internal sealed record WindowCase(
    WindowLayout Layout, int Past, int Future, int Targets, int StaticCount, bool InMemory, (int Rows, int Start, int Count)[] Series)
{
    public WindowColumns Columns { get; } = new(
        [.. Enumerable.Range(0, Past).Select(Name)], [.. Enumerable.Range(Past, Future).Select(Name)],
        [.. Enumerable.Range(Math.Max(0, Past - 1), Targets).Select(Name)], [.. Enumerable.Range(0, StaticCount).Select(s => $"s{s}")]);

    /// <summary>The first row that windows hold, which fills those that begin before it.</summary>
    public int FirstRow { get; init; }

    public int ColumnCount => Past + Future + Targets + 1;

    public static string Name(int column) => $"c{column}";

    public static Arbitrary<WindowCase> Any() => (
        from length in Gen.Choose(1, 7)
        from horizon in Gen.Choose(1, 4)
        from stride in Gen.Choose(1, 9)
        from gap in Gen.Choose(0, 3)
        from shape in Gen.Choose(0, 3).Four()
        from elsewhere in Gen.Choose(0, 1)
        from asInput in Gen.Choose(0, 1)
        from minimum in Gen.Choose(1, length)
        from first in Gen.Choose(0, 2)
        from futureAsInput in Gen.Choose(0, 1)
        from series in OneSeries().ArrayOf(4).Where(some => some.Length > 0)
        select new WindowCase(
            new(length, horizon)
            {
                Stride = stride,
                Gap = gap,
                StaticCovariatesAsInput = asInput == 1,
                FutureCovariatesAsInput = futureAsInput == 1,
                MinLength = minimum,
            },
            shape.Item1 == 0 && shape.Item2 == 0 ? 1 : shape.Item1, shape.Item2, 1 + (shape.Item3 % 3), shape.Item4, elsewhere == 0,
            series)
        { FirstRow = minimum < length ? first : 0 }).ToArbitrary();

    public float Value(int series, int row, int column) => (10000 * series) + (100 * row) + column;

    public double[] Values(int series, int column) => [
        .. Enumerable.Range(0, Series[series].Rows).Select(t => (double)Value(series, t, column))];

    public WindowedSeries[] Make(Func<int, int, double[]>? values = null) => [.. Series.Select((series, i) =>
    {
        double[][] columns = [.. Enumerable.Range(0, ColumnCount).Select(c => (values ?? Values)(i, c))];
        string[] names = [.. Enumerable.Range(0, ColumnCount).Select(Name)];
        TimeIndex time = new([.. Enumerable.Range(0, series.Rows).Select(day => new DateTime(2010, 1, 1).AddDays(day))]);
        Frame frame = InMemory
            ? new(time, names, columns)
            : new(time, names, [.. columns.Select(column => new NumbersElsewhere(column))],
                new Dictionary<string, IReadOnlyList<string>>());
        return new WindowedSeries(
            $"series-{i}", frame, new(series.Start, series.Count), [.. Enumerable.Range(0, StaticCount).Select(s => i + (0.1f * s))])
        { FirstRow = FirstRow };
    })];

    /// <summary>The origins of a series' windows, told row by row from what a window is.</summary>
    public int[] Origins(int series)
    {
        (int rows, int start, int count) = Series[series];
        int[] fitting = [.. Enumerable.Range(0, rows).Where(o =>
            o - Layout.MinLength + 1 >= FirstRow && o + Layout.Gap + 1 >= start && o + Layout.Gap + Layout.Horizon < start + count)];
        return [.. fitting.Where((_, i) => i % Layout.Stride == 0)];
    }

    private static Gen<(int Rows, int Start, int Count)> OneSeries() =>
        from rows in Gen.Choose(1, 40)
        from start in Gen.Choose(0, rows - 1)
        from count in Gen.Choose(0, rows - start)
        select (rows, start, count);
}
