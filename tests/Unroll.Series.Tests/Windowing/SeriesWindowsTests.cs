using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

public class SeriesWindowsTests
{
    [Fact]
    public void Windows_cover_each_admissible_origin_of_each_series_once() => Prop.ForAll(WindowCase.Any(), c =>
    {
        (int, int)[] expected = [.. c.Series.SelectMany((_, i) => c.Origins(i).Select(origin => (i, origin)))];
        SeriesWindows windows;
        try
        {
            windows = new(c.Make(), c.Columns, c.Layout);
        }
        catch (InputException)
        {
            return expected.Length == 0;
        }

        return expected.SequenceEqual(Enumerable.Range(0, windows.Count).Select(i => (windows.SeriesOf(i), windows.Origin(i))))
            && windows.SkippedCount == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Kept_windows_are_those_asked_for_and_hold_the_same_values() => Prop.ForAll(
        WindowCase.Any().Filter(c => c.Series.Where((_, i) => c.Origins(i).Length > 0).Any()), c =>
    {
        SeriesWindows all = new(c.Make(), c.Columns, c.Layout);
        int[] kept = [.. Enumerable.Range(0, all.Count).Where(window => window % 3 == 0)];
        // In two steps, and once more all of them.
        int[] before = [.. Enumerable.Range(0, all.Count).Where(window => window % 3 != 1)];
        SeriesWindows some = all.Keep(before.Contains).Keep(window => before[window] % 3 == 0).Keep(_ => true);
        return Enumerable.Range(0, some.Count).Select(window => (some.SeriesOf(window), some.Origin(window)))
            .SequenceEqual(kept.Select(window => (all.SeriesOf(window), all.Origin(window))))
            && Inputs(some, some.Count - 1).SequenceEqual(Inputs(all, kept[^1]));

        static float[] Inputs(SeriesWindows windows, int window)
        {
            float[] values = new float[windows.InputShape.Timesteps * windows.InputShape.Features];
            windows.CopyInputs(0, [window], new TimeMajorSpan(values, windows.InputShape.Timesteps, 1, windows.InputShape.Features));
            return values;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_value_is_the_frames() =>
        Prop.ForAll(WindowCase.Any().Filter(c => c.Series.Where((_, i) => c.Origins(i).Length > 0).Any()), c =>
    {
        SeriesWindows windows = new(c.Make(), c.Columns, c.Layout);
        int[] samples = [.. Enumerable.Range(0, Math.Min(5, windows.Count)).Select(i => windows.Count - 1 - i), 0];
        (int length, int features, int rows) = (c.Layout.Length, windows.InputShape.Features, samples.Length);
        TimeMajorSpan inputs = new(new float[length * rows * features], length, rows, features);
        TimeMajorSpan targets = new(new float[rows * windows.TargetShape.Features], 1, rows, windows.TargetShape.Features);
        windows.CopyInputs(0, samples, inputs);
        windows.CopyTargets(0, samples, targets);

        bool holds = windows.InputShape == Shape.Sequence(length, windows.FeatureNames.Count);
        for (int row = 0; row < rows; row++)
        {
            (int i, int origin) = (windows.SeriesOf(samples[row]), windows.Origin(samples[row]));
            float[] staticCovariates = [.. Enumerable.Range(0, c.StaticCount).Select(s => i + (0.1f * s))];
            for (int step = 0; step < length; step++)
            {
                List<float> expected = [];
                int t = origin - length + 1 + step;
                expected.AddRange(Enumerable.Range(0, c.Past).Select(column => c.Value(i, Math.Max(t, c.FirstRow), column)));
                expected.AddRange(Enumerable.Range(c.Past, c.Future).Select(
                    column => c.Value(i, Math.Max(t + c.Layout.Gap + 1, c.FirstRow), column)));
                expected.AddRange(c.Layout.StaticCovariatesAsInput ? [] : staticCovariates);
                holds &= expected.ToArray().AsSpan().SequenceEqual(inputs.At(step, row));
            }

            int inputsHad = 1;
            if (c.Future > 0 && (c.Layout.Horizon > 1 || c.Layout.FutureCovariatesAsInput))
            {
                TimeMajorSpan future = new(new float[c.Layout.Horizon * c.Future], c.Layout.Horizon, 1, c.Future);
                windows.CopyInputs(1, [samples[row]], future);
                holds &= windows.GetInputShape(1) == Shape.Sequence(c.Layout.Horizon, c.Future);
                for (int h = 0; h < c.Layout.Horizon; h++)
                {
                    holds &= future.At(h, 0).SequenceEqual(
                        [.. Enumerable.Range(c.Past, c.Future).Select(column => c.Value(i, origin + c.Layout.Gap + 1 + h, column))]);
                }

                inputsHad++;
            }

            if (c.Layout.StaticCovariatesAsInput && c.StaticCount > 0)
            {
                float[] last = new float[c.StaticCount];
                windows.CopyInputs(inputsHad, [samples[row]], new(last, 1, 1, c.StaticCount));
                holds &= last.SequenceEqual(staticCovariates) && windows.GetInputShape(inputsHad) == Shape.Vector(c.StaticCount);
                inputsHad++;
            }

            holds &= windows.InputCount == inputsHad;
            for (int h = 0; h < c.Layout.Horizon; h++)
            {
                for (int j = 0; j < c.Targets; j++)
                {
                    holds &= targets.At(0, row)[(h * c.Targets) + j]
                        == c.Value(i, origin + c.Layout.Gap + 1 + h, Math.Max(0, c.Past - 1) + j);
                }
            }
        }

        return holds;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Windows_that_touch_a_missing_value_are_exactly_those_left_out() => Prop.ForAll(
        WindowCase.Any(), Gen.Choose(0, 1000).ArrayOf(6).ToArbitrary(), (c, places) =>
    {
        HashSet<(int Series, int Row, int Column)> missing = [
            .. places.Select(place => (place % c.Series.Length, place % 37, place % c.ColumnCount))];
        WindowedSeries[] series = c.Make(
            (i, column) => [.. c.Values(i, column).Select((value, row) => missing.Contains((i, row, column)) ? float.NaN : value)]);

        // Rows before the first that may be read are filled.
        bool Touches(int i, int origin) => missing.Any(at => at.Series == i && at.Row >= c.FirstRow && (
            (c.Columns.Past.Contains(WindowCase.Name(at.Column)) && at.Row > origin - c.Layout.Length && at.Row <= origin)
            || (c.Columns.FutureCovariates.Contains(WindowCase.Name(at.Column)) && at.Row >= origin - c.Layout.Length + 2 + c.Layout.Gap
                && at.Row <= origin + c.Layout.Gap + c.Layout.Horizon)
            || (c.Columns.Targets.Contains(WindowCase.Name(at.Column)) && at.Row > origin + c.Layout.Gap
                && at.Row <= origin + c.Layout.Gap + c.Layout.Horizon)));

        (int Series, int Origin)[] all = [.. c.Series.SelectMany((_, i) => c.Origins(i).Select(origin => (i, origin)))];
        (int, int)[] kept = [.. all.Where(pair => !Touches(pair.Series, pair.Origin))];
        SeriesWindows? windows = Try(() => new(series, c.Columns, c.Layout with { SkipMissing = true }));
        SeriesWindows? strict = Try(() => new(series, c.Columns, c.Layout));
        return (windows is null
                ? kept.Length == 0
                : kept.SequenceEqual(Enumerable.Range(0, windows.Count).Select(i => (windows.SeriesOf(i), windows.Origin(i))))
                    && windows.SkippedCount == all.Length - kept.Length)
            && (strict is not null) == (kept.Length == all.Length && all.Length > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_gap_a_stride_and_several_targets_as_worked_out_by_hand()
    {
        Frame frame = Numbers(12, "load", "wind", "monday");
        SeriesWindows windows = new(
            [new("1", frame, new(0, 12), [7])],
            new(["load", "wind"], ["monday"], ["load", "wind"], ["area"]), new(3, 2) { Gap = 1, Stride = 2 });
        Assert.Equal(["load", "wind", "monday+2", "area"], windows.FeatureNames);
        Assert.Equal([2, 4, 6, 8], Enumerable.Range(0, windows.Count).Select(windows.Origin));

        float[] inputs = new float[12];
        windows.CopyInputs([1], new(inputs, 3, 1, 4));
        Assert.Equal([2, 102, 204, 7, 3, 103, 205, 7, 4, 104, 206, 7], inputs);
        float[] future = new float[2];
        windows.CopyInputs(1, [1], new(future, 2, 1, 1));
        Assert.Equal([206, 207], future);
        float[] targets = new float[4];
        windows.CopyTargets([1], new(targets, 1, 1, 4));
        Assert.Equal([6, 106, 7, 107], targets);
    }

    [Fact]
    public void A_window_says_which_rows_and_dates_it_looks_at()
    {
        Frame frame = Numbers(12, "load", "wind", "monday");
        SeriesWindows windows = new(
            [new("north", frame, new(6, 6), [7])], new(["load", "wind"], ["monday"], ["wind"], ["area"]), new(3, 2) { Gap = 1 });
        WindowDescription first = windows.Describe(0);
        Assert.Equal("north", first.SeriesId);
        Assert.Equal((new RowRange(2, 3), "2010-01-03", "2010-01-05"), (first.Inputs.Rows, first.Inputs.First, first.Inputs.Last));
        Assert.Equal([2, 102], first.Inputs.FirstValues);
        Assert.Equal([4, 104], first.Inputs.LastValues);
        WindowRows future = first.FutureCovariates!;
        Assert.Equal((new RowRange(6, 2), "2010-01-07", "2010-01-08"), (future.Rows, future.First, future.Last));
        Assert.Equal([206], future.FirstValues);
        Assert.Equal((new RowRange(6, 2), "2010-01-07", "2010-01-08"), (first.Targets!.Rows, first.Targets.First, first.Targets.Last));
        Assert.Equal([107], first.Targets.LastValues);
        Assert.Equal([7], first.StaticCovariates);
        Assert.Equal("2010-01-12", windows.Describe(windows.Count - 1).Targets!.Last);
    }

    [Fact]
    public void A_forecasts_window_looks_at_no_target_and_needs_the_calendar_ahead()
    {
        Frame frame = Numbers(12, "load", "monday").With("load", [.. Enumerable.Range(0, 12).Select(t => t < 10 ? t : double.NaN)]);
        WindowedSeries series = new("1", frame, new(0, 12));
        WindowColumns columns = new(["load"], ["monday"], ["load"]);
        SeriesWindows window = SeriesWindows.At(series, columns, new(3, 2), 9);
        Assert.Equal(9, window.Origin(0));
        Assert.Null(window.Describe(0).Targets);
        float[] inputs = new float[6], future = new float[2];
        window.CopyInputs([0], new(inputs, 3, 1, 2));
        window.CopyInputs(1, [0], new(future, 2, 1, 1));
        Assert.Equal([7, 108, 8, 109, 9, 110], inputs);
        Assert.Equal([110, 111], future);
        Assert.Throws<InvalidOperationException>(() => window.CopyTargets([0], new(new float[2], 1, 1, 2)));

        InputException ahead = Assert.Throws<InputException>(() => SeriesWindows.At(series, columns, new(3, 3), 9));
        Assert.Contains("monday of 3 rows after it, but there are 2", ahead.Message, StringComparison.Ordinal);
        Assert.Contains(
            "'load' on 2010-01-11", Assert.Throws<InputException>(() => SeriesWindows.At(series, columns, new(3, 1), 10)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InputException>(() => SeriesWindows.At(series, columns, new(3, 1), 1));
        Assert.Equal(11, SeriesWindows.At(new("1", Numbers(12, "load"), new(0, 12)), new(["load"], [], ["load"]), new(3, 5), 11).Origin(0));
    }

    [Theory]
    [InlineData("load", 5, "'load' on 2010-01-06")]
    [InlineData("wind", 0, "'wind' on 2010-01-01")]
    public void A_missing_value_is_named_by_its_column_and_date(string column, int row, string expected)
    {
        Frame frame = Numbers(12, "load", "wind");
        frame = frame.With(column, [.. Enumerable.Range(0, 12).Select(t => t >= row ? double.NaN : t)]);
        WindowColumns columns = new(["load", "wind"], [], ["load"]);
        Assert.Contains(expected, Missing(frame), StringComparison.Ordinal);
        Assert.DoesNotContain("series", Missing(frame), StringComparison.Ordinal);

        Frame numbered = new(TimeIndex.Numbered(12), frame.ColumnNames, [frame.Column("load").ToArray(), frame.Column("wind").ToArray()]);
        Assert.Contains($"'{column}' in row {row} of series 'b'", Missing(Numbers(12, "load", "wind"), numbered), StringComparison.Ordinal);

        string Missing(params Frame[] frames) => Assert.Throws<InputException>(
            () => new SeriesWindows(
                [.. frames.Select((seriesFrame, i) => new WindowedSeries(i == 0 ? "a" : "b", seriesFrame, new(0, 12)))], columns,
                new(3, 1))).Message;
    }

    [Fact]
    public void A_missing_value_that_no_window_needs_does_no_harm()
    {
        Frame frame = Numbers(12, "load", "other").With("other", [.. Enumerable.Repeat(double.NaN, 12)]);
        frame = frame.With("load", [0, 1, 2, 3, double.NaN, 5, 6, 7, 8, 9, double.NaN, 11]);
        Assert.Equal(
            [1, 7], Origins(new SeriesWindows([new("1", frame, new(0, 12))], new(["load"], [], ["load"]), new(2, 1) { Stride = 6 })));
        frame = frame.With("load", [double.NaN, 1, 2, 3, 4, 5, 6, double.NaN, 8, 9, 10, 11]);
        Assert.Equal([3, 4, 5], Origins(new SeriesWindows([new("1", frame, new(4, 3))], new(["load"], [], ["load"]), new(3, 1))));
    }

    [Fact]
    public void Static_covariates_that_are_missing_leave_their_series_out_or_are_refused()
    {
        WindowedSeries[] series = [new("a", Numbers(5, "load"), new(0, 5), [1]), new("b", Numbers(5, "load"), new(0, 5), [float.NaN])];
        WindowColumns columns = new(["load"], [], ["load"], ["area"]);
        Assert.Contains(
            "'area' of series 'b'", Assert.Throws<InputException>(() => new SeriesWindows(series, columns, new(2, 1))).Message,
            StringComparison.Ordinal);
        SeriesWindows windows = new(series, columns, new(2, 1) { SkipMissing = true });
        Assert.Equal((3, 3, 1), (windows.Count, windows.SkippedForMissing, windows.SeriesWithoutWindows));
    }

    private static int[] Origins(SeriesWindows windows) => [.. Enumerable.Range(0, windows.Count).Select(windows.Origin)];

    private static SeriesWindows? Try(Func<SeriesWindows> make)
    {
        try
        {
            return make();
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Row t of the j-th column holds 100 j + t.</summary>
    private static Frame Numbers(int rows, params string[] names) => new(
        new([.. Enumerable.Range(0, rows).Select(day => new DateTime(2010, 1, 1).AddDays(day))]), names,
        [.. names.Select((_, j) => Enumerable.Range(0, rows).Select(t => (100.0 * j) + t).ToArray())]);
}
