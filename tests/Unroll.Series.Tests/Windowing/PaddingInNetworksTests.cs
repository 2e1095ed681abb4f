using System.Numerics.Tensors;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Training;

namespace Unroll.Series.Tests.Windowing;

/// <summary>What networks tell of a series must not depend on the padding that it gets beside longer ones.</summary>
public class PaddingInNetworksTests
{
    private const double Tolerance = 1e-6;
    private static readonly string[] _columns = ["a", "b"];

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("bidirectional")]
    [InlineData("convolution")]
    public void Padded_series_are_told_the_same_as_alone(string network) => Prop.ForAll(
        Gen.Choose(1, 15).ArrayOf(4).Where(rows => rows.Length > 0).ToArbitrary(), Gen.Choose(0, 1).ToArbitrary(), (rows, end) =>
    {
        SequenceLayout layout = new() { Length = 15, Pad = (SequenceEnd)end, PadValue = end == 0 ? 0 : -5 };
        Sequential model = Make(network);
        SeriesSet set = Set(rows);
        float[] together = Flat(model, new SeriesSequences(set, _columns, SequenceTarget.None, layout));
        float[] alone = [
            .. Enumerable.Range(0, set.Count)
                .SelectMany(i => Flat(model, new SeriesSequences(set.Subset([i]), _columns, SequenceTarget.None)))];
        return together.Length == alone.Length && together.Zip(alone).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(SequenceEnd.End)]
    [InlineData(SequenceEnd.Start)]
    public void The_loss_of_labelled_steps_is_that_of_the_real_ones(SequenceEnd end)
    {
        SeriesSet set = Set([3, 9, 5]);
        Sequential model = new(
            new Input(Shape.AnyLength, 1), new Masking(-5), new Lstm(4, new LstmOptions { ReturnSequences = true }),
            new Dense(1))
        { Seed = 2 };
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        SequenceTarget target = SequenceTarget.Columns("b");
        double alone = 0;
        for (int i = 0; i < set.Count; i++)
        {
            alone += model.Evaluate(new SeriesSequences(set.Subset([i]), ["a"], target)).Loss * set[i].Frame.RowCount / 17;
        }

        double together = model.Evaluate(new SeriesSequences(set, ["a"], target, new() { Pad = end, PadValue = -5 })).Loss;
        Assert.Equal(alone, together, Tolerance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batches_of_similar_length_tell_the_same_loss(bool stepwise)
    {
        // A rate that changes nothing, so that the epoch's mean loss is that of the network as it is.
        SeriesSet set = Set([3, 9, 5, 14, 2, 7, 11]);
        set = new([.. set.Items.Select((item, i) => item with { Value = i })]);
        Sequential model = new(
            new Input(Shape.AnyLength, 1), new Lstm(4, new LstmOptions { ReturnSequences = stepwise }), new Dense(1))
        { Seed = 2 };
        model.Compile(new Sgd(1e-30f), new MeanSquaredError());
        SeriesSequences sequences = new(
            set, ["a"], stepwise ? SequenceTarget.Columns("b") : SequenceTarget.Value, new() { MaskMissingTargets = true });
        double loss = model.Fit(sequences, new FitOptions { BatchSize = 2, BucketByLength = true, BucketPool = 2 }).Epochs[0].Loss;
        Assert.Equal(model.Evaluate(sequences).Loss, loss, Tolerance);
    }

    [Fact]
    public void Steps_without_a_target_have_no_say()
    {
        Frame frame = Set([8])[0].Frame;
        double[] some = [.. frame.Column("b").ToArray().Select((value, t) => t % 3 == 0 ? double.NaN : value)];
        Sequential model = new(
            new Input(Shape.AnyLength, 1), new Lstm(4, new LstmOptions { ReturnSequences = true }), new Dense(1))
        { Seed = 2 };
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        SeriesSequences sequences = new(
            SeriesSet.Of(frame.With("b", some)), ["a"], SequenceTarget.Columns("b"), new() { MaskMissingTargets = true });
        float[] told = Flat(model, sequences);
        double expected = Enumerable.Range(0, 8).Where(t => t % 3 != 0).Average(t => Math.Pow(told[t] - some[t], 2));
        Assert.Equal(expected, model.Evaluate(sequences).Loss, Tolerance);
    }

    [Fact]
    public void Balanced_weights_let_both_classes_say_as_much()
    {
        // One sequence of the second class among five: with the weights 6/10 and 6/2 its loss counts as much as those of all others.
        SeriesSet set = Set([4, 4, 4, 4, 4, 4]);
        set = new([.. set.Items.Select((item, i) => item with { Class = i == 0 ? 1 : 0 })], [], ["no", "yes"]);
        Sequential model = new(new Input(4, 2), new Gru(3), new Dense(2), new Activation(ActivationFunction.Softmax)) { Seed = 4 };
        model.Compile(new Sgd(0.1f), new SparseCategoricalCrossEntropy());
        SeriesSequences sequences = new(set, _columns, SequenceTarget.ClassIndex);
        double Loss(int[] some) => model.Evaluate(new SelectedSamples(sequences, some)).Loss;
        Assert.Equal((Loss([0]) + Loss([1, 2, 3, 4, 5])) / 2, model.Evaluate(ClassBalance.Weighted(sequences)).Loss, Tolerance);
        model.Fit(ClassBalance.Weighted(sequences), new FitOptions { Epochs = 2, BatchSize = 3 });
        model.Fit(ClassBalance.Oversampled(sequences), new FitOptions { Epochs = 2, BatchSize = 3 });
    }

    private static Sequential Make(string network)
    {
        Layer[] layers = network switch
        {
            "lstm" => [new Lstm(5)],
            "gru" => [new Gru(5, new GruOptions { ReturnSequences = true }), new Gru(4)],
            "bidirectional" => [new Bidirectional(new Lstm(3))],
            _ => [new Conv1D(4, 3, new Conv1DOptions { Padding = WindowPadding.Same }), new GlobalMaxPooling1D()],
        };
        return new Sequential([new Input(Shape.AnyLength, 2), new Masking(-5), .. layers, new Dense(2)]) { Seed = 3 };
    }

    private static SeriesSet Set(int[] rows) => new([.. rows.Select((count, i) => new SeriesItem($"s{i}", new(
        TimeIndex.Numbered(count), _columns,
        [[.. Enumerable.Range(0, count).Select(t => (float)Math.Sin(t + i))],
            [.. Enumerable.Range(0, count).Select(t => (float)Math.Cos((t * 2) + i))]])))]);

    private static float[] Flat(Sequential model, SeriesSequences sequences)
    {
        Tensor<float> told = model.Predict(sequences);
        float[] values = new float[told.FlattenedLength];
        told.FlattenTo(values);
        return values;
    }
}
