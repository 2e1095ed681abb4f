using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Serving;

/// <summary>After t steps a stream gives what a sequence of these t timesteps gives.</summary>
public sealed class StreamingTests
{
    private const int Timesteps = 9;
    private const int Features = 3;

    private static readonly Dictionary<string, Func<Signal, Signal>> _networks = new()
    {
        ["dense and activation"] = x => new Activation(ActivationFunction.Softmax).Apply(new Dense(4).Apply(x)),
        ["normalisations and dropout"] = x => new Dropout(0.5f).Apply(new LayerNormalization().Apply(new BatchNormalization().Apply(x))),
        ["time distributed"] = x => new TimeDistributed(new Dense(3)).Apply(x),
        ["lambda"] = x => Lambda.Elementwise(v => v * v, v => 2 * v).Apply(x),
        ["lambda of a timestep"] = x => new Gru(2).Apply(new Lambda(SumSoFar, (_, _, _, _) => { }, isStepwise: true).Apply(x)),
        ["merges"] = x => new Concatenate().Apply(
            new Add().Apply(x, x), new Multiply().Apply(x, new Dense(Features).Apply(x)),
            new Maximum().Apply(x, new Gru(Features, Sequences()).Apply(x))),
        ["stacked"] =
            x => new Dense(2).Apply(
                new Lstm(4).Apply(
                    new SimpleRnn(20, new SimpleRnnOptions { ReturnSequences = true }).Apply(new Gru(5, Sequences()).Apply(x)))),
        ["one layer twice"] = x =>
        {
            var shared = new Gru(Features, Sequences());
            return shared.Apply(shared.Apply(x));
        },
        ["states"] = x => new Concatenate().Apply(new Lstm(4, new LstmOptions { ReturnState = true }).Apply(x).State),
        ["stateful"] = x => new Gru(4, new GruOptions { Stateful = true }).Apply(x),
        ["masking"] = x => new Dense(2).Apply(new Gru(5, Sequences()).Apply(new Masking(0).Apply(x))),
        ["masking, last state"] = x => new Lstm(5).Apply(new Conv1D(4, 3, Causal()).Apply(new Masking(0).Apply(x))),
        ["causal convolution"] = x => new Conv1D(5, 3, Causal() with { Activation = ActivationFunction.Gelu }).Apply(x),
        ["causal convolution, dilated"] = x => new Conv1D(5, 3, Causal() with { DilationRate = 3 }).Apply(x),
        ["causal convolution in groups"] = x => new Conv1D(6, 2, Causal() with { Groups = 3, UseBias = false }).Apply(x),
        ["causal convolution, depthwise"] = x => new Conv1D(3, 4, Causal() with { Groups = 3 }).Apply(x),
        ["convolution of one timestep"] = x => new Conv1D(4, 1).Apply(x),
        ["temporal convolution"] =
            x => new Dense(1).Apply(
                new TemporalConvolution(6, 2, [1, 2], new TemporalConvolutionOptions { LayerNormalization = true }).Apply(x)),
        ["own layer"] = x => new Doubling().Apply(new Gru(4, Sequences()).Apply(x)),
    };

    public static TheoryData<string> Networks => new(_networks.Keys);

    public static TheoryData<string> Cells => new(RecurrentCases.Names);

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_stream_gives_what_the_sequence_gives(string name)
    {
        Layer.Catalogue.Register(new LayerEntry("doubling", typeof(Doubling), "A layer of a user.", [], _ => new Doubling()));
        Signal input = Graph.Input(Shape.AnyLength, Features);
        Check(new Graph(input, _networks[name](input)) { Seed = 4 });
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_carries_its_state(string name)
    {
        RnnCell.Catalogue.Register(Layers.MinimalGatedCell.Entry);
        Check(new Sequential(
            new Input(Shape.AnyLength, Features), RecurrentCases.Create(name, true), RecurrentCases.Create(name, false))
        { Seed = 6 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Indices_are_embedded_and_may_be_padding(bool maskZero)
    {
        var model = new Sequential(
            new Input(Shape.AnyLength, 1), new Embedding(7, 4, new EmbeddingOptions { MaskZero = maskZero }), new Lstm(5), new Dense(2));
        model.Build();
        Check(model, (row, t, _) => (row + (t * 3)) % 7);
    }

    [Fact]
    public void Several_inputs_and_outputs_lie_one_after_the_other_in_each_row()
    {
        Signal a = Graph.Input(Shape.AnyLength, 2), b = Graph.Input(Shape.AnyLength, 1), constant = Graph.Input(3);
        Signal encoded = new Gru(4).Apply(new Concatenate().Apply(a, b));
        var graph = new Graph([a, b, constant], [new Concatenate().Apply(encoded, constant), new Dense(1).Apply(encoded)]) { Seed = 4 };
        using var predictor = new Predictor(graph);
        StreamingPredictor stream = predictor.CreateStream(2);
        float[] all = [.. Enumerable.Range(0, 2 * 5 * 6).Select(i => MathF.Sin(i))];
        float[] output = new float[stream.OutputLength], joined = new float[14], head = new float[2];
        for (int t = 0; t < 5; t++)
        {
            stream.Step(all.AsSpan(t * 12, 12), output);
        }

        float[] Column(int row, int from, int count, int steps) =>
            [.. Enumerable.Range(0, steps).SelectMany(t => all.AsSpan(((5 - steps + t) * 12) + (row * 6) + from, count).ToArray())];
        predictor.PredictAll(
            [
                (float[])[.. Column(0, 0, 2, 5), .. Column(1, 0, 2, 5)],
                (float[])[.. Column(0, 2, 1, 5), .. Column(1, 2, 1, 5)],
                (float[])[.. Column(0, 3, 3, 1), .. Column(1, 3, 3, 1)],
            ],
            2,
            [joined, head]);

        Assert.Equal((12, 16), (stream.InputLength, stream.OutputLength));
        Compare.Near("rows", [.. joined[..7], head[0], .. joined[7..], head[1]], output, 1e-5);
    }

    [Fact]
    public void A_state_goes_on_elsewhere()
    {
        using var predictor = new Predictor(new Sequential(
            new Input(Shape.AnyLength, 2), new Conv1D(4, 3, Causal()), new Lstm(5, new LstmOptions { ReturnSequences = true }), new Gru(3),
            new Dense(1)));
        StreamingPredictor first = predictor.CreateStream(2), second = predictor.CreateStream(3);
        Assert.Equal((2 * 2) + 5 + 5 + 3, first.StateLength);
        float[] state = new float[first.StateLength], expected = new float[2], moved = new float[3];
        for (int t = 0; t < 12; t++)
        {
            first.Step([t, 1, -t, 0.5f], expected);
            second.Step([0.1f * t, 0, 1, 2, 3, 4], moved);
        }

        first.CopyState(state, row: 1);
        second.RestoreState(state, row: 2);
        for (int t = 0; t < 5; t++)
        {
            first.Step([0, 0, t, 0.3f], expected);
            second.Step([0, 0, 0, 0, t, 0.3f], moved);
            Assert.Equal(expected[1], moved[2], 1e-6);
            Assert.NotEqual(moved[1], moved[2], 1e-6);
        }
    }

    [Fact]
    public void Rows_start_again_by_themselves_or_together()
    {
        using var predictor = new Predictor(new Sequential(new Input(Shape.AnyLength, 1), new Conv1D(2, 2, Causal()), new Lstm(5)));
        StreamingPredictor stream = predictor.CreateStream(2);
        float[] fresh = new float[10], output = new float[10];
        stream.Step([1, 1], fresh);
        stream.Step([2, 3], output);
        stream.Reset(1);
        stream.Step([1, 1], output);
        Assert.Equal(fresh[5..], output[5..]);
        Assert.NotEqual(fresh[..5], output[..5]);
        stream.Reset();
        stream.Step([1, 1], output);
        Assert.Equal(fresh, output);
    }

    [Fact]
    public void Streams_on_many_threads_do_not_meet()
    {
        using var predictor = new Predictor(
            new Sequential(new Input(Shape.AnyLength, 2), new Lstm(9, new LstmOptions { Stateful = true }), new Dense(1)));
        float[] expected = Run(predictor.CreateStream());
        var results = new float[4][];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() => results[i] = Run(predictor.CreateStream())))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(results, result => Assert.Equal(expected, result));

        static float[] Run(StreamingPredictor stream)
        {
            float[] outputs = new float[2000];
            for (int t = 0; t < outputs.Length; t++)
            {
                stream.Step([MathF.Sin(t), 0.5f], outputs.AsSpan(t, 1));
            }

            return outputs;
        }
    }

    internal static void Check(Model model, Func<int, int, int, float>? value = null)
    {
        model.Build();
        int features = model.InputShape.Features;

        // Some timesteps are all zeros: padding, where a layer masks them.
        value ??= (row, t, feature) => (t + row) % 4 == 2 ? 0 : MathF.Sin((row * 31) + (t * 7) + feature);
        foreach (int rows in new[] { 1, 3 })
        {
            using var predictor = new Predictor(model);
            StreamingPredictor stream = predictor.CreateStream(rows);
            float[] step = new float[rows * features], output = new float[stream.OutputLength];
            for (int t = 0; t < Timesteps; t++)
            {
                for (int i = 0; i < step.Length; i++)
                {
                    step[i] = value(i / features, t, i % features);
                }

                stream.Step(step, output);
                Compare.Near($"{rows} rows, timestep {t}", Whole(predictor, rows, t + 1, features, value), output, 1e-5);
            }
        }
    }

    /// <summary>What the predictor gives at the end of sequences.</summary>
    private static float[] Whole(Predictor predictor, int rows, int timesteps, int features, Func<int, int, int, float> value)
    {
        float[] input = new float[rows * timesteps * features];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = value(i / (timesteps * features), i / features % timesteps, i % features);
        }

        float[] output = new float[predictor.GetOutputLength(rows, timesteps)];
        predictor.Predict(input, rows, timesteps, output);
        int width = predictor.OutputShapes[0].Features, sample = output.Length / rows;
        return [.. Enumerable.Range(0, rows).SelectMany(row => output[(((row + 1) * sample) - width)..((row + 1) * sample)])];
    }

    /// <summary>Sums the features of each timestep from left to right: more than one number is looked at, but one timestep.</summary>
    private static void SumSoFar(Data.TimeMajorSpan input, Data.TimeMajorSpan output)
    {
        for (int i = 0; i < input.Values.Length; i++)
        {
            output.Values[i] = input.Values[i] + (i % input.Features == 0 ? 0 : output.Values[i - 1]);
        }
    }

    private static GruOptions Sequences() => new() { ReturnSequences = true };

    private static Conv1DOptions Causal() => new() { Padding = WindowPadding.Causal };

    /// <summary>A layer as a user would write it, that says it may be streamed.</summary>
    private sealed class Doubling : UnaryLayer
    {
        public override bool IsStepwise => true;

        public override Shape GetOutputShape(Shape input) => input;

        public override void Forward(LayerWorkspace workspace, Data.TimeMajorSpan input, Data.TimeMajorSpan output, PassContext context) =>
            System.Numerics.Tensors.TensorPrimitives.Multiply(input.Values, 2f, output.Values);

        public override void Backward(
            LayerWorkspace workspace,
            Data.TimeMajorSpan input,
            Data.TimeMajorSpan output,
            Data.TimeMajorSpan outputGradient,
            Data.TimeMajorSpan inputGradient,
            PassContext context) => throw new NotSupportedException();
    }
}
