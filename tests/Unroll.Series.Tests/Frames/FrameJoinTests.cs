using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

/// <summary>Joins on time, by examples worked out by hand and against plain double loops.</summary>
public class FrameJoinTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static readonly Gen<Frame> _frames =
        from days in Gen.Choose(0, 40).Select(day => (double)day).ListOf()
        from seed in Gen.Choose(0, 1_000_000)
        select MakeFrame(days, seed);

    private static readonly Arbitrary<List<Frame>> _threeFrames = Arb.From(
        from first in _frames
        from second in _frames
        from third in _frames
        select new List<Frame> { Named(first, "a"), Named(second, "b"), Named(third, "c") });

    [Fact]
    public void Joins_by_hand()
    {
        Frame load = Days("load", (1, 10), (2, 20), (4, 40));
        Frame wind = Days("wind", (2, 0.2), (3, 0.3), (6, 0.6));

        Frame exact = FrameJoin.Exact(load, wind);
        Assert.Equal([Day(2)], exact.Time.AsSpan().ToArray());
        Assert.Equal([20], exact.Column("load").ToArray());
        Assert.Equal([0.2], exact.Column("wind").ToArray());

        Frame union = FrameJoin.Union(load, wind);
        Assert.Equal([Day(1), Day(2), Day(3), Day(4), Day(6)], union.Time.AsSpan().ToArray());
        Assert.Equal([10, 20, double.NaN, 40, double.NaN], union.Column("load").ToArray());
        Assert.Equal([double.NaN, 0.2, 0.3, double.NaN, 0.6], union.Column("wind").ToArray());

        Frame asOf = FrameJoin.AsOf(load, wind);
        Assert.Equal([Day(1), Day(2), Day(4)], asOf.Time.AsSpan().ToArray());
        Assert.Equal([double.NaN, 0.2, 0.3], asOf.Column("wind").ToArray());
        Assert.Equal(
            [double.NaN, 0.2, double.NaN],
            FrameJoin.AsOf(load, wind, new() { Tolerance = TimeSpan.FromHours(23) }).Column("wind").ToArray());
        Assert.Equal(
            [double.NaN, 0.2, 0.3], FrameJoin.AsOf(load, wind, new() { Tolerance = TimeSpan.FromDays(1) }).Column("wind").ToArray());
    }

    [Fact]
    public void Every_join_is_the_plain_loop() => Prop.ForAll(_threeFrames, frames =>
    {
        DateTime[] all = [.. frames.SelectMany(frame => frame.Time.AsSpan().ToArray()).Distinct().Order()];
        DateTime[] common = [.. all.Where(stamp => frames.TrueForAll(frame => frame.Time.AsSpan().Contains(stamp)))];
        return Agrees(FrameJoin.Exact(frames), frames, common, (frame, stamp, row) => frame.Time[row] == stamp)
            && Agrees(FrameJoin.Union(frames), frames, all, (frame, stamp, row) => frame.Time[row] == stamp)
            && Agrees(FrameJoin.AsOf(frames), frames, frames[0].Time.AsSpan().ToArray(), (frame, stamp, row) => frame.Time[row] <= stamp)
            && Agrees(FrameJoin.AsOf(frames, new() { Tolerance = TimeSpan.FromDays(3) }), frames, frames[0].Time.AsSpan().ToArray(),
                (frame, stamp, row) => frame.Time[row] <= stamp && stamp - frame.Time[row] <= TimeSpan.FromDays(3));
    }).Check(_config);

    [Fact]
    public void As_of_never_looks_ahead() => Prop.ForAll(_threeFrames, Arb.From(Gen.Choose(0, 40)), (frames, day) =>
    {
        // Whatever the right frame says after a moment, the joined rows up to that moment are the same.
        DateTime moment = Day(day);
        Frame whole = FrameJoin.AsOf(frames[0], frames[1]);
        Frame known = FrameJoin.AsOf(frames[0], frames[1].Slice(0, frames[1].Time.IndexAtOrAfter(moment.AddTicks(1))));
        int rows = whole.Time.IndexAtOrAfter(moment.AddTicks(1));
        return Same(whole.Column("b")[..rows], known.Column("b")[..rows]);
    }).Check(_config);

    [Fact]
    public void Columns_that_are_not_in_memory_are_read_through_a_table() =>
        Prop.ForAll(_threeFrames, Arb.From(Gen.Choose(0, 40)), (frames, start) =>
    {
        List<Frame> stored = [
            .. frames.Select(
                frame => new Frame(
                    frame.Time, [.. frame.ColumnNames], [new FarColumn(frame.Values(frame.ColumnNames[0]))],
                    new Dictionary<string, IReadOnlyList<string>>()))];
        Frame here = FrameJoin.Union(frames);
        Frame far = FrameJoin.Union(stored);
        int from = Math.Min(start, here.RowCount);
        double[] run = new double[(here.RowCount - from) / 2];
        far.CopyColumn("b", from, run);
        return Same(here.Column("b"), far.Column("b")) && Same(here.Column("b").Slice(from, run.Length), run)
            && Same(here.Slice(from, run.Length).Column("c"), far.Slice(from, run.Length).Column("c"));
    }).Check(_config);

    [Fact]
    public void Long_columns_are_read_in_blocks()
    {
        const int Rows = 20_000;
        DateTime[] stamps = [.. Enumerable.Range(0, Rows).Select(i => Day(0).AddMinutes(i))];
        double[] values = [.. Enumerable.Range(0, Rows).Select(i => (double)i)];
        Frame far = new(new(stamps), ["x"], [new FarColumn(new MemoryColumn(values))], new Dictionary<string, IReadOnlyList<string>>());
        Frame every = new(new([.. stamps.Where((_, i) => i % 3 == 0)]), ["y"], [new double[(Rows + 2) / 3]]);

        Frame joined = FrameJoin.AsOf(every, far);

        Assert.Equal(values.Where((_, i) => i % 3 == 0), joined.Column("x").ToArray());
    }

    [Fact]
    public void Names_that_collide_are_refused_or_given_suffixes()
    {
        Frame frame = Days("load", (1, 1));
        Frame other = Days("load", (1, 2)).With("wind", [3]);

        InputException refused = Assert.Throws<InputException>(() => FrameJoin.Exact(frame, other));
        Assert.Contains("'load'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("suffix", refused.Message, StringComparison.Ordinal);
        Frame joined = FrameJoin.Exact(frame, other, new() { Suffixes = ["", "_right"] });
        Assert.Equal(["load", "load_right", "wind"], joined.ColumnNames);
        Assert.Equal([2], joined.Column("load_right").ToArray());
        Assert.Throws<InputException>(() => FrameJoin.Exact(frame, other, new() { Suffixes = ["_x", "_x"] }));
        Assert.Throws<InputException>(() => FrameJoin.Exact(frame, other, new() { Suffixes = ["_x"] }));
        Assert.Throws<InputException>(() => FrameJoin.AsOf(frame, Days("w", (1, 1)), new() { Tolerance = TimeSpan.FromDays(-1) }));
        Assert.Throws<ArgumentException>(() => FrameJoin.Union([]));
    }

    [Fact]
    public void Numbered_rows_join_with_numbered_rows_alone()
    {
        Frame numbered = new(TimeIndex.Numbered(4), ["a"], [[0, 1, 2, 3]]);
        Frame other = new Frame(TimeIndex.Numbered(6), ["b"], [[0, 10, 20, 30, 40, 50]]).Slice(2, 4);

        Assert.Contains(
            "numbered", Assert.Throws<InputException>(() => FrameJoin.Union(numbered, Days("w", (1, 1)))).Message,
            StringComparison.Ordinal);
        Frame joined = FrameJoin.Exact(numbered, other);
        Assert.True(joined.Time.IsNumbered);
        Assert.Equal("row 2", joined.Time.Text(0));
        Assert.Equal([20, 30], joined.Column("b").ToArray());
        Assert.Equal(6, FrameJoin.Union(numbered, other).RowCount);
    }

    [Fact]
    public void Categories_come_along()
    {
        Frame sky = Days("sky", (1, 0), (2, 1)).WithCategories("sky", ["clear", "rain"]);
        Frame joined = FrameJoin.AsOf(Days("sky", (2, 5)), sky, new() { Suffixes = ["", "_seen"] });

        Assert.Equal(["clear", "rain"], joined.Categories("sky_seen"));
        Assert.Null(joined.Categories("sky"));
        Assert.Equal([1], joined.Column("sky_seen").ToArray());
    }

    private static bool Agrees(Frame joined, List<Frame> frames, DateTime[] stamps, Func<Frame, DateTime, int, bool> matches)
    {
        if (!joined.Time.AsSpan().SequenceEqual(stamps))
        {
            return false;
        }

        foreach (Frame frame in frames)
        {
            string name = frame.ColumnNames[0];
            double[] expected = new double[stamps.Length];
            Array.Fill(expected, double.NaN);
            for (int i = 0; i < stamps.Length; i++)
            {
                for (int row = 0; row < frame.RowCount; row++)
                {
                    if (matches(frame, stamps[i], row))
                    {
                        expected[i] = frame.Column(name)[row];
                    }
                }
            }

            if (!Same(joined.Column(name), expected))
            {
                return false;
            }
        }

        return true;
    }

    // NaN is the same as NaN here, which SequenceEqual of floats says too, by their Equals.
    private static bool Same(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => left.SequenceEqual(right);

    private static Frame MakeFrame(IEnumerable<double> days, int seed)
    {
        DateTime[] stamps = [.. days.Distinct().Order().Select(Day)];
        Random random = new(seed);
        return new Frame(new(stamps), ["x"], [[.. stamps.Select(_ => random.Next(5) == 0 ? double.NaN : random.NextSingle())]]);
    }

    private static Frame Named(Frame frame, string name) => new(frame.Time, [name], [frame.Column(frame.ColumnNames[0]).ToArray()]);

    private static Frame Days(string name, params (int Day, double Value)[] rows) =>
        new(new([.. rows.Select(row => Day(row.Day))]), [name], [[.. rows.Select(row => row.Value)]]);

    private static DateTime Day(int day) => Day((double)day);

    private static DateTime Day(double day) => new DateTime(2020, 1, 1).AddDays(day);

    /// <summary>A column that is not in memory, as far as joins can see.</summary>
    private sealed class FarColumn(ColumnValues inner) : ColumnValues
    {
        public override int Length => inner.Length;

        public override ColumnValues Slice(int start, int count) => new FarColumn(inner.Slice(start, count));

        public override void CopyTo(int start, Span<double> destination) => inner.CopyTo(start, destination);

        public override ReadOnlySpan<double> AsSpan() => inner.AsSpan().ToArray();
    }
}
