using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

public class SeriesSequencesTests
{
    private static readonly string[] _columns = ["a", "b"];

    [Fact]
    public void Sequences_are_the_series_padded_truncated_and_split_as_lists_would_be() => Prop.ForAll(
        Gen.Choose(1, 12).ArrayOf(5).Where(lengths => lengths.Length > 0).ToArbitrary(), Gen.Choose(0, 1).Three().ToArbitrary(),
        Gen.Choose(-1, 9).ToArbitrary(), (rows, ends, length) =>
    {
        SequenceLayout layout = new()
        {
            Length = length,
            Pad = (SequenceEnd)ends.Item1,
            Truncate = (SequenceEnd)ends.Item2,
            Split = ends.Item3 == 1 && length > 0,
            PadValue = -9,
        };
        SeriesSequences sequences = new(Set(rows), _columns, SequenceTarget.None, layout);
        int steps = length switch { 0 => rows.Max(), -1 => rows.Min(), _ => length };
        List<float[]> expected = [
            .. rows.SelectMany((count, series) => Naive([.. Enumerable.Range(0, count).Select(t => Value(series, t))], layout, steps))];
        TimeMajorSpan inputs = Inputs(sequences);
        bool holds = sequences.Count == expected.Count && sequences.InputShape == Shape.Sequence(steps, 3);
        for (int sample = 0; sample < sequences.Count; sample++)
        {
            for (int t = 0; t < steps; t++)
            {
                float value = expected[sample][t];
                float[] wanted = float.IsNaN(value) ? (layout.Pad == SequenceEnd.End ? [0, 0, 0] : [-9, -9, -9])
                    : [value, -value, sequences.Piece(sample).Series];
                holds &= inputs.At(t, sample).SequenceEqual(wanted);
            }
        }

        return holds
            && Lengths(sequences).Zip(expected).All(pair => pair.First < 0 || pair.First == pair.Second.Count(value => !float.IsNaN(value)))
            && sequences.HasLengths(0) == (layout.Pad == SequenceEnd.End && expected.Any(values => values.Any(float.IsNaN)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_of_a_split_series_are_all_of_it_in_order_and_keep_its_class() => Prop.ForAll(
        Gen.Choose(1, 30).ArrayOf(4).Where(lengths => lengths.Length > 0).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(),
        Gen.Choose(0, 1).ToArbitrary(), (rows, length, end) =>
    {
        SeriesSequences sequences = new(
            Set(rows), _columns, SequenceTarget.ClassIndex, new() { Length = length, Split = true, Pad = (SequenceEnd)end });
        return Enumerable.Range(0, rows.Length).All(series =>
        {
            SequencePiece[] pieces = [
                .. Enumerable.Range(0, sequences.Count).Select(sequences.Piece).Where(piece => piece.Series == series)];
            return pieces.Length == (rows[series] + length - 1) / length
                && pieces.SelectMany(piece => Enumerable.Range(piece.Rows.Start, piece.Rows.Count))
                    .SequenceEqual(Enumerable.Range(0, rows[series]));
        }) && sequences.Labels.SequenceEqual(Enumerable.Range(0, sequences.Count).Select(i => sequences.Piece(i).Series % 2));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Classes_are_one_hot_or_numbers_and_numbers_are_themselves()
    {
        SeriesSet set = Set([2, 3, 2]);
        Assert.Equal([1, 0, 0, 1, 1, 0], Targets(new SeriesSequences(set, _columns, SequenceTarget.ClassOneHot)));
        Assert.Equal([0, 1, 0], Targets(new SeriesSequences(set, _columns, SequenceTarget.ClassIndex)));
        Assert.Equal([0.5f, 1.5f, 2.5f], Targets(new SeriesSequences(set, _columns, SequenceTarget.Value)));
        Assert.Throws<InvalidOperationException>(() => Targets(new SeriesSequences(set, _columns, SequenceTarget.None)));
    }

    [Fact]
    public void Each_step_may_have_a_target_and_padding_has_none()
    {
        SeriesSet set = Set([2, 3]);
        SeriesSequences atEnd = new(set, ["a"], SequenceTarget.Columns("b"));
        Assert.Equal(Shape.Sequence(3, 1), atEnd.TargetShape);
        Assert.Equal([0, -100, -1, -101, 0, -102], Targets(atEnd));
        Assert.False(atEnd.HasWeights(0));

        SeriesSequences atStart = new(set, ["a"], SequenceTarget.Columns("b"), new() { Pad = SequenceEnd.Start });
        Assert.Equal([0, -100, 0, -101, -1, -102], Targets(atStart));
        Assert.True(atStart.HasWeights(0));
        Assert.Equal([0, 1, 1, 1, 1, 1], Weights(atStart));

        SeriesSet phases = set.Map(
            item => item.Frame.With("phase", [.. Enumerable.Range(0, item.Frame.RowCount).Select(t => t == 1 ? double.NaN : t)])
                .WithCategories("phase", ["x", "y", "z"]));
        SeriesSequences labelled = new(phases, ["a"], SequenceTarget.ColumnOneHot("phase"), new() { MaskMissingTargets = true });
        Assert.Equal([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Targets(labelled));
        Assert.Equal([1, 1, 0, 0, 0, 1], Weights(labelled));
        Assert.Contains(
            "'phase'",
            Assert.Throws<InputException>(() => new SeriesSequences(phases, ["a"], SequenceTarget.ColumnOneHot("phase"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "plain numbers",
            Assert.Throws<InputException>(() => new SeriesSequences(phases, ["a"], SequenceTarget.ColumnOneHot("b"))).Message,
            StringComparison.Ordinal);
        SeriesSet others = new(
            [phases[0], phases[1] with { Frame = phases[1].Frame.WithCategories("phase", ["z", "y", "x"]) }], ["static"], ["even", "odd"]);
        Assert.Contains("z, y, x", Assert.Throws<InputException>(
            () => new SeriesSequences(others, ["a"], SequenceTarget.ColumnOneHot("phase"), new() { MaskMissingTargets = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_change_over_time_may_be_an_input_of_its_own()
    {
        SeriesSequences sequences = new(Set([2, 3]), _columns, SequenceTarget.Value, new() { StaticCovariatesAsInput = true });
        Assert.Equal(
            (2, Shape.Sequence(3, 2), Shape.Vector(1)), (sequences.InputCount, sequences.GetInputShape(0), sequences.GetInputShape(1)));
        float[] staticCovariates = new float[2];
        sequences.CopyInputs(1, [1, 0], new(staticCovariates, 1, 2, 1));
        Assert.Equal([1, 0], staticCovariates);
        Assert.Equal(["a", "b", "static"], new SeriesSequences(Set([2]), _columns, SequenceTarget.Value).FeatureNames);
    }

    [Fact]
    public void A_missing_value_is_named_or_its_sequence_left_out()
    {
        SeriesSet set = Set([4, 5, 3]).Map(item => item.Id == "s1" ? item.Frame.With("b", [0, 1, 2, double.NaN, 4]) : item.Frame);
        InputException exception = Assert.Throws<InputException>(() => new SeriesSequences(set, _columns, SequenceTarget.ClassIndex));
        Assert.Contains("'b' on 2020-01-04 of series 's1'", exception.Message, StringComparison.Ordinal);
        SeriesSequences kept = new(set, _columns, SequenceTarget.ClassIndex, new() { SkipMissing = true });
        Assert.Equal((2, 1), (kept.Count, kept.SkippedCount));
        Assert.Equal(["s0", "s2"], Enumerable.Range(0, 2).Select(i => kept.SeriesOf(i).Id));
        Assert.Equal(3, new SeriesSequences(set, _columns, SequenceTarget.ClassIndex, new() { Length = 3 }).Count);
    }

    [Fact]
    public void Series_without_what_is_to_be_told_and_strange_lengths_are_refused()
    {
        SeriesSet set = new([Set([3])[0] with { Class = null, Value = null }], ["static"]);
        Assert.Contains(
            "'s0' has no class",
            Assert.Throws<InputException>(() => new SeriesSequences(set, _columns, SequenceTarget.ClassOneHot)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'s0' has no number", Assert.Throws<InputException>(() => new SeriesSequences(set, _columns, SequenceTarget.Value)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new SeriesSequences(set, _columns, SequenceTarget.None, new() { Split = true }));
        Assert.Throws<InputException>(() => new SeriesSequences(set, _columns, SequenceTarget.None, new() { Length = -2 }));
        Assert.Throws<InputException>(() => new SeriesSequences(set, [], SequenceTarget.None));
        Assert.Contains(
            "a, b", Assert.Throws<InputException>(() => new SeriesSequences(set, ["c"], SequenceTarget.None)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_a_mask_would_take_for_padding_are_counted()
    {
        SeriesSet set = Set([4]).Map(item => item.Frame.With("a", [0, 0, 7, 7]).With("b", [0, 7, 7, 7]));
        Assert.Equal(1, new SeriesSequences(set, _columns, SequenceTarget.None, new() { Pad = SequenceEnd.Start }).CountStepsLikePadding());
        Assert.Equal(
            0, new SeriesSequences(
                set, _columns, SequenceTarget.None, new() { Pad = SequenceEnd.Start, PadValue = 7 }).CountStepsLikePadding());
    }

    [Fact]
    public void Classes_are_balanced_by_weights_or_by_repeating()
    {
        // Of 10 sequences, 6 and 4: 10 / (2 · 6) and 10 / (2 · 4).
        Assert.Equal([10f / 12, 10f / 8, 0], ClassBalance.Weights([0, 0, 0, 1, 1, 0, 0, 0, 1, 1], 3));
        SeriesSequences sequences = new(Set([2, 2, 2]), ["a"], SequenceTarget.ClassIndex);
        float[] weights = new float[3];
        ClassBalance.Weighted(sequences).CopyWeights(0, [2, 1, 0], weights);
        Assert.Equal([0.75f, 1.5f, 0.75f], weights);
        Assert.Equal([2, 2], ClassBalance.Oversampled(sequences).Indices.GroupBy(i => sequences.Labels[i]).Select(group => group.Count()));
        Assert.Throws<ArgumentException>(() => ClassBalance.Weights([3], 3));
        Assert.Throws<ArgumentException>(() => new ClassWeightedSource(sequences, [0, 1, 2], [1, 1]));
    }

    /// <summary>Series s has in row t 100 s + t as column a, its negative as b; class s mod 2, number s + 0.5, static s.</summary>
    internal static SeriesSet Set(int[] rows) => new(
        [.. rows.Select((count, series) => new SeriesItem($"s{series}", new(
            new([.. Enumerable.Range(0, count).Select(day => new DateTime(2020, 1, 1).AddDays(day))]), _columns,
            [[.. Enumerable.Range(0, count).Select(t => Value(series, t))],
                [.. Enumerable.Range(0, count).Select(t => -Value(series, t))]]))
        {
            Class = series % 2,
            Value = series + 0.5f,
            StaticCovariates = [series],
        })],
        ["static"], ["even", "odd"]);

    private static float Value(int series, int row) => (100 * series) + row;

    /// <summary>What a person would do with lists; NaN is padding.</summary>
    private static IEnumerable<float[]> Naive(List<float> values, SequenceLayout layout, int length)
    {
        while (!layout.Split && values.Count > length)
        {
            values.RemoveAt(layout.Truncate == SequenceEnd.End ? values.Count - 1 : 0);
        }

        while (values.Count % length != 0)
        {
            values.Insert(layout.Pad == SequenceEnd.End ? values.Count : 0, float.NaN);
        }

        return values.Chunk(length);
    }

    private static TimeMajorSpan Inputs(SeriesSequences sequences)
    {
        Shape shape = sequences.InputShape;
        TimeMajorSpan inputs = new(
            new float[shape.Timesteps * sequences.Count * shape.Features], shape.Timesteps, sequences.Count, shape.Features);
        inputs.Values.Fill(77);
        sequences.CopyInputs([.. Enumerable.Range(0, sequences.Count)], inputs);
        return inputs;
    }

    private static float[] Targets(SeriesSequences sequences)
    {
        Shape shape = sequences.TargetShape;
        float[] targets = new float[shape.Timesteps * sequences.Count * shape.Features];
        Array.Fill(targets, 77);
        sequences.CopyTargets([.. Enumerable.Range(0, sequences.Count)], new(targets, shape.Timesteps, sequences.Count, shape.Features));
        return targets;
    }

    private static float[] Weights(SeriesSequences sequences)
    {
        float[] weights = new float[sequences.TargetShape.Timesteps * sequences.Count];
        sequences.CopyWeights(0, [.. Enumerable.Range(0, sequences.Count)], weights);
        return weights;
    }

    private static int[] Lengths(SeriesSequences sequences)
    {
        int[] lengths = new int[sequences.Count];
        Array.Fill(lengths, -1);
        if (sequences.HasLengths(0))
        {
            sequences.CopyLengths(0, [.. Enumerable.Range(0, sequences.Count)], lengths);
        }

        return lengths;
    }
}
