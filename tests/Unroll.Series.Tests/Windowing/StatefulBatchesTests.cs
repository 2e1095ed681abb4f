using System.Numerics.Tensors;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Training;

namespace Unroll.Series.Tests.Windowing;

public class StatefulBatchesTests
{
    [Fact]
    public void Row_b_of_a_batch_goes_on_where_row_b_of_the_batch_before_ended() => Prop.ForAll(
        Gen.Choose(1, 5).Two().ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), Gen.Choose(1, 90).ToArbitrary(), (shape, ahead, rows) =>
    {
        (int streams, int length) = shape;
        if (rows < (streams * length) + ahead)
        {
            return Assert.Throws<InputException>(() => Numbers(rows, streams, length, ahead)).Message.Contains(
                $"{(streams * length) + ahead} are needed", StringComparison.Ordinal);
        }

        StatefulBatches batches = Numbers(rows, streams, length, ahead);
        bool holds = batches.Count == batches.Batches * streams && batches.Dropped == rows - (batches.Count * length)
            && batches.Dropped < (streams * length) + ahead;
        HashSet<float> seen = [];
        float[] last = new float[streams];
        for (int batch = 0; batch < batches.Batches; batch++)
        {
            int[] samples = [.. Enumerable.Range(batch * streams, streams)];
            TimeMajorSpan inputs = new(new float[length * streams], length, streams, 1);
            TimeMajorSpan targets = new(new float[length * streams], length, streams, 1);
            batches.CopyInputs(samples, inputs);
            batches.CopyTargets(samples, targets);
            for (int row = 0; row < streams; row++)
            {
                for (int t = 0; t < length; t++)
                {
                    float value = inputs.At(t, row)[0];
                    holds &= seen.Add(value) && targets.At(t, row)[0] == 1000 + value + ahead;
                    holds &= (batch == 0 && t == 0) || value == last[row] + 1;
                    last[row] = value;
                }
            }
        }

        return holds && seen.SetEquals(Enumerable.Range(0, batches.Count * length).Select(t => (float)t));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_is_numbers_or_one_hot_and_tells_the_next_character()
    {
        // "abcabcabca": two streams of two steps; (10 − 1) / 2 / 2 = 2 batches use 8 characters, 2 are left over.
        int[] codes = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
        StatefulBatches batches = StatefulBatches.OfCodes(codes, 3, new(2, 2), CodeForm.OneHot);
        Assert.Equal((4, 2, 4, 2), (batches.Count, batches.Batches, batches.StreamLength, batches.Dropped));
        float[] inputs = new float[12];
        batches.CopyInputs([0, 1], new(inputs, 2, 2, 3));
        Assert.Equal([1, 0, 0, /* second stream */ 0, 1, 0, /* next step */ 0, 1, 0, 0, 0, 1], inputs);
        float[] targets = new float[4];
        batches.CopyTargets([0, 1], new(targets, 2, 2, 1));
        Assert.Equal([1, 2, 2, 0], targets);

        Frame text = new Frame(TimeIndex.Numbered(10), ["text"], [[.. codes.Select(code => (float)code)]]).WithCategories(
            "text", ["a", "b", "c"]);
        StatefulBatches same = StatefulBatches.OfCategories(text, "text", new(2, 2), target: CodeForm.OneHot);
        Assert.Equal((Shape.Sequence(2, 1), Shape.Sequence(2, 3)), (same.InputShape, same.TargetShape));
        same.CopyInputs([2, 3], new(targets, 2, 2, 1));
        Assert.Equal([2, 0, 0, 1], targets);
    }

    [Fact]
    public void A_stateful_network_tells_the_same_as_of_the_uncut_streams()
    {
        const int Streams = 3;
        const int Length = 4;
        int[] codes = [.. Enumerable.Range(0, 65).Select(t => t * t % 7)];
        StatefulBatches batches = StatefulBatches.OfCodes(codes, 7, new(Streams, Length));
        Sequential stateful = Make(stateful: true);
        Sequential whole = Make(stateful: false);
        for (int batch = 0; batch < batches.Batches; batch++)
        {
            Tensor<float> told = stateful.Predict(new SelectedSamples(batches, [.. Enumerable.Range(batch * Streams, Streams)]));
            for (int row = 0; row < Streams; row++)
            {
                // All that the stream has read up to here, at once.
                int end = (batch + 1) * Length;
                float[,,] read = new float[1, end, 1];
                for (int t = 0; t < end; t++)
                {
                    read[0, t, 0] = codes[(row * batches.StreamLength) + t];
                }

                Tensor<float> expected = whole.Predict(Tensor.Create([.. read.Cast<float>()], [1, end, 1]));
                for (int t = 0; t < Length; t++)
                {
                    for (int code = 0; code < 7; code++)
                    {
                        Assert.Equal(expected[0, end - Length + t, code], told[row, t, code], 1e-6f);
                    }
                }
            }
        }

        stateful.Compile(new Adam(0.01f), new SparseCategoricalCrossEntropy());
        History history = stateful.Fit(batches, new FitOptions { Epochs = 3, BatchSize = Streams, Shuffle = false });
        Assert.True(history.Epochs[2].Loss < history.Epochs[0].Loss);
    }

    [Fact]
    public void Codes_outside_the_vocabulary_and_missing_values_are_named()
    {
        Assert.Contains(
            "code 2 is 7", Message(() => StatefulBatches.OfCodes(new[] { 0, 1, 7, 1 }, 3, new(1, 2))), StringComparison.Ordinal);
        Assert.Contains(
            "code 1 is -1", Message(() => StatefulBatches.OfCodes(new[] { 0, -1, 0, 1 }, 3, new(1, 2))), StringComparison.Ordinal);
        Assert.Contains("vocabulary has 0", Message(() => StatefulBatches.OfCodes(new[] { 0, 0 }, 0, new(1, 1))), StringComparison.Ordinal);
        Frame frame = new(
            new([.. Enumerable.Range(1, 5).Select(day => new DateTime(2020, 1, day))]), ["x", "y"],
            [[0, 1, float.NaN, 1, 0], [0, 1, 2, 3, float.NaN]]);
        Assert.Contains(
            "'x' on 2020-01-03", Message(() => StatefulBatches.OfFrame(frame, ["x"], ["x"], new(1, 2))), StringComparison.Ordinal);
        Assert.Contains(
            "'y' on 2020-01-05", Message(() => StatefulBatches.OfFrame(frame, ["y"], ["y"], new(1, 2))), StringComparison.Ordinal);
        Assert.Equal(1, StatefulBatches.OfFrame(frame, ["y"], ["y"], new(1, 3)).Batches);
        Assert.Contains("plain numbers", Message(() => StatefulBatches.OfCategories(frame, "x", new(1, 2))), StringComparison.Ordinal);
        Assert.Contains(
            "on 2020-01-03 is missing", Message(() => StatefulBatches.OfCategories(frame.WithCategories("x", ["a", "b"]), "x", new(1, 2))),
            StringComparison.Ordinal);
        Assert.Contains("0 streams", Message(() => StatefulBatches.OfCodes(new[] { 0, 0 }, 1, new(0, 1))), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => StatefulBatches.OfFrame(frame, [], ["y"], new(1, 1)));
    }

    private static string Message(Func<StatefulBatches> make) => Assert.Throws<InputException>(make).Message;

    private static Sequential Make(bool stateful) => new Sequential(
        new Input(Shape.AnyLength, 1), new Embedding(7, 3), new Lstm(5, new LstmOptions { ReturnSequences = true, Stateful = stateful }),
        new Dense(7), new Activation(ActivationFunction.Softmax))
    { Seed = 9 };

    /// <summary>Row t holds t, and 1000 + t to be told.</summary>
    private static StatefulBatches Numbers(int rows, int streams, int length, int ahead) => StatefulBatches.OfFrame(
        new(TimeIndex.Numbered(rows), ["x", "y"],
            [[.. Enumerable.Range(0, rows).Select(t => (float)t)], [.. Enumerable.Range(0, rows).Select(t => 1000f + t)]]),
        ["x"], ["y"], new(streams, length) { Ahead = ahead });
}
