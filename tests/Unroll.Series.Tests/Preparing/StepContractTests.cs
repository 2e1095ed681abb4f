using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>What every step must keep, whatever it does.</summary>
public class StepContractTests
{
    private const int Rows = 60;
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(15);

    // By name, in a test's list; each is tried on even and on uneven stamps unless it says that it needs even ones.
    private static readonly Dictionary<string, (PreparingStep Step, bool NeedsEvenStamps)> _steps = StepList.All;

    public static TheoryData<string> Names => [.. _steps.Keys];

    public static TheoryData<string> CausalNames =>
        [.. _steps.Where(entry => entry.Value.Step is { LooksAhead: false, ChangesRows: false }).Select(entry => entry.Key)];

    public static TheoryData<string> CausalRowNames =>
        [.. _steps.Where(entry => entry.Value.Step is { LooksAhead: false, ChangesRows: true }
            && entry.Key != "crop, last").Select(entry => entry.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_saved_does_the_same_bit_for_bit(string name) => ForAll(name, (step, set) =>
    {
        FittedStep fitted = step.Fit(SeriesSamples.Head(set, 40));
        string saved = fitted.ToJson().ToJsonString();
        FittedStep restored = FittedStep.Restore(JsonNode.Parse(saved)!.AsObject());
        return restored.Name == step.Name && fitted.Name == step.Name
            && restored.ToJson().ToJsonString() == saved
            && restored.ReachBack == fitted.ReachBack
            && restored.FutureCovariates.SequenceEqual(fitted.FutureCovariates)
            && set.Items.All(item => SeriesSamples.AreSame(fitted.Transform(item.Frame, item.Id), restored.Transform(item.Frame, item.Id)));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_after_the_training_part_teach_nothing(string name) => ForAll(name, (step, set) =>
    {
        SeriesSet other = set.Map(item => Scramble(item.Frame, 40));
        return step.Fit(SeriesSamples.Head(set, 40)).ToJson().ToJsonString() == step.Fit(
            SeriesSamples.Head(other, 40)).ToJson().ToJsonString();
    });

    [Theory]
    [MemberData(nameof(CausalNames))]
    public void What_comes_out_at_a_row_depends_on_no_later_row(string name) => ForAll(name, (step, set) =>
    {
        FittedStep fitted = step.Fit(SeriesSamples.Head(set, 40));
        return set.Items.All(item =>
        {
            Frame whole = fitted.Transform(item.Frame, item.Id);
            Frame changed = fitted.Transform(Scramble(item.Frame, 45), item.Id);
            return new[] { 1, 2, 17, 40,
                45 }.All(rows => SeriesSamples.AreSame(whole.Slice(0, rows), fitted.Transform(item.Frame.Slice(0, rows), item.Id)))
                && SeriesSamples.AreSame(whole.Slice(0, 45), changed.Slice(0, 45));
        });
    });

    [Theory]
    [MemberData(nameof(CausalRowNames))]
    public void Intervals_that_are_over_do_not_change_any_more(string name) => ForAll(name, (step, set) =>
    {
        FittedStep fitted = step.Fit(SeriesSamples.Head(set, 40));
        return set.Items.All(item =>
        {
            Frame whole = fitted.Transform(item.Frame, item.Id);
            return new[] { 2, 17, 40, 59 }.All(rows =>
            {
                // The last interval may be under way.
                Frame part = fitted.Transform(item.Frame.Slice(0, rows), item.Id);
                int over = part.RowCount - 1;
                return SeriesSamples.AreSame(whole.Slice(0, over), part.Slice(0, over));
            });
        });
    });

    [Theory]
    [MemberData(nameof(CausalNames))]
    public void The_rows_that_a_row_reaches_back_to_suffice(string name) => ForAll(name, (step, set) =>
    {
        FittedStep fitted = step.Fit(SeriesSamples.Head(set, 40));
        if (fitted.ReachBack is not { } reach)
        {
            return true;
        }

        return set.Items.All(item =>
        {
            Frame whole = fitted.Transform(item.Frame, item.Id);
            return Enumerable.Range(reach, Rows - reach).All(row =>
            {
                // Sums of the same values may be added in another order.
                Frame part = fitted.Transform(item.Frame.Slice(row - reach, reach + 1), item.Id);
                return SeriesSamples.AreSame(whole.Slice(row, 1), part.Slice(reach, 1), 1e-6);
            });
        });
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Finite_values_never_become_infinite(string name) => ForAll(name, (step, set) =>
    {
        FittedStep fitted = step.Fit(SeriesSamples.Head(set, 40));
        return set.Items.All(item =>
        {
            Frame huge = item.Frame.With("whole",
                [.. item.Frame.Column("whole").ToArray().Select((value, row) => row % 7 == 3 ? double.MaxValue : row % 7 == 5
                    ? double.Epsilon : value)]);
            Frame result = fitted.Transform(huge, item.Id);
            double[] back = [-double.MaxValue, -1e10f, 0, 1e10f, double.MaxValue];
            bool isUndone = !step.ChangesRows && name != "scale, each case";
            if (isUndone && result.HasColumn("whole"))
            {
                fitted.Inverse(item.Id, "whole", huge.Time, huge.Column("whole")[..(Rows - back.Length)], back);
            }

            return result.ColumnNames.All(column => !result.Column(column).ToArray().Any(double.IsInfinity))
                && !back.Any(double.IsInfinity);
        });
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_threads_get_what_one_gets(string name)
    {
        (PreparingStep step, bool needsEven) = _steps[name];
        SeriesSet set = SeriesSamples.Random(7, Rows, needsEven, 0);
        FittedStep fitted = step.Fit(set);
        string before = fitted.ToJson().ToJsonString();
        Frame expected = fitted.Transform(set[0].Frame, "s1");
        Frame[] results = new Frame[8];
        Parallel.For(0, results.Length, i => results[i] = fitted.Transform(set[0].Frame, "s1"));
        Assert.All(results, result => Assert.True(SeriesSamples.AreSame(expected, result)));
        Assert.Equal(before, fitted.ToJson().ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Columns_that_are_kept_in_a_file_give_the_same(string name)
    {
        (PreparingStep step, bool needsEven) = _steps[name];
        SeriesSet set = SeriesSamples.Random(3, Rows, needsEven);
        SeriesSet stored = set.Map(item => Stored(item.Frame));
        FittedStep fitted = step.Fit(stored);
        Assert.Equal(step.Fit(set).ToJson().ToJsonString(), fitted.ToJson().ToJsonString());
        Frame result = fitted.Transform(stored[1].Frame, "s2");
        Assert.True(SeriesSamples.AreSame(fitted.Transform(set[1].Frame, "s2"), result));

        // What comes out stays in the file, too.
        Assert.All(result.ColumnNames, column => Assert.NotNull(result.Values(column).Store));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_series_without_rows_comes_out_without_rows(string name)
    {
        (PreparingStep step, bool needsEven) = _steps[name];
        SeriesSet set = SeriesSamples.Random(9, Rows, needsEven);
        FittedStep fitted = step.Fit(set);
        Frame empty = fitted.Transform(set[0].Frame.Slice(0, 0), "s1");
        Assert.Equal(0, empty.RowCount);
        Assert.Equal(fitted.Transform(set[0].Frame, "s1").ColumnNames, empty.ColumnNames);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frame_that_went_in_is_as_it_was(string name)
    {
        (PreparingStep step, bool needsEven) = _steps[name];
        SeriesSet set = SeriesSamples.Random(11, Rows, needsEven);
        FittedStep fitted = step.Fit(set);
        fitted.Transform(set[0].Frame, "s1");
        Assert.True(SeriesSamples.AreSame(set[0].Frame, SeriesSamples.Random(11, Rows, needsEven)[0].Frame));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_series_without_the_columns_is_refused_or_needs_none_of_them(string name)
    {
        (PreparingStep step, bool needsEven) = _steps[name];
        SeriesSet set = SeriesSamples.Random(5, Rows, needsEven);
        FittedStep fitted = step.Fit(set);
        if (fitted.ToJson()["columns"] is JsonArray { Count: > 0 })
        {
            Frame other = new(set[0].Frame.Time, ["other"], [new double[Rows]]);
            string message = Assert.Throws<InputException>(() => fitted.Transform(other, "s1")).Message;
            Assert.Contains("other", message, StringComparison.Ordinal);
            Assert.Contains(step.Name, message, StringComparison.Ordinal);
        }
    }

    private static void ForAll(string name, Func<PreparingStep, SeriesSet, bool> holds)
    {
        (PreparingStep step, bool needsEven) = _steps[name];
        Prop.ForAll(SeriesSamples.Seeds, seed => holds(step, SeriesSamples.Random(seed, Rows, needsEven || seed % 2 == 0))).Check(_config);
    }

    private static Frame Stored(Frame frame)
    {
        ColumnStore store = new();
        ColumnValues[] columns = [.. frame.ColumnNames.Select(column => store.Write(frame.Column(column)))];
        Dictionary<string, IReadOnlyList<string>> categories = new() { ["kind"] = frame.Categories("kind")! };
        return new Frame(frame.Time, [.. frame.ColumnNames], columns, categories);
    }

    /// <summary>The frame with other values from a row on, some of them missing.</summary>
    private static Frame Scramble(Frame frame, int from)
    {
        Random random = new(from);
        foreach (string column in new[] { "gappy", "whole" })
        {
            double[] values = frame.Column(column).ToArray();
            for (int row = from; row < values.Length; row++)
            {
                values[row] = random.Next(4) == 0 ? double.NaN : 1 + (1000 * random.NextDouble());
            }

            frame = frame.With(column, values);
        }

        return frame;
    }
}
