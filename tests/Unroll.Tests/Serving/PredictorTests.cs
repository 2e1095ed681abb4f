using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Serving;

/// <summary>A predictor gives what its model gave when the snapshot was taken, from any number of threads.</summary>
public sealed class PredictorTests
{
    public static TheoryData<string> StepwiseNames => StepwiseLayerCases.Names;

    public static TheoryData<string> ShapingNames => ShapingLayerCases.Names;

    public static TheoryData<string> RecurrentNames => new(RecurrentCases.Names);

    [Theory]
    [MemberData(nameof(StepwiseNames))]
    public void Gives_the_models_bits_for_layers_that_keep_time(string name)
    {
        var model = new Sequential([new Input(StepwiseLayerCases.InputShape(name)), .. StepwiseLayerCases.Create(name)]) { Seed = 5 };
        model.Build();
        foreach (int rows in new[] { 1, 6, 70 })
        {
            CheckBits(model, StepwiseLayerCases.Inputs(name, rows));
        }
    }

    [Theory]
    [MemberData(nameof(ShapingNames))]
    public void Gives_the_models_bits_for_layers_that_reshape(string name) =>
        CheckBits(ShapingLayerCases.Create(name), TestData.Sequences(21, ShapingLayerCases.Timesteps, ShapingLayerCases.Features));

    [Theory]
    [MemberData(nameof(RecurrentNames))]
    public void Gives_the_models_bits_for_recurrent_layers(string name)
    {
        RnnCell.Catalogue.Register(Layers.MinimalGatedCell.Entry);
        var model = new Sequential(
            new Input(Shape.AnyLength, 3), RecurrentCases.Create(name, returnSequences: true), new Dense(2))
        { Seed = 9 };
        model.Build();
        foreach (int rows in new[] { 1, 40 })
        {
            CheckBits(model, TestData.Sequences(rows, 7, 3));
        }
    }

    [Fact]
    public void Bidirectional_layers_time_distributed_lambdas_and_shared_layers_are_copied()
    {
        Signal input = Graph.Input(6, 3);
        var shared = new Dense(3);
        Signal once = shared.Apply(input);
        Signal twice = shared.Apply(new TimeDistributed(Lambda.Elementwise(x => x * x, x => 2 * x)).Apply(once));
        var graph = new Graph(input, new Dense(2).Apply(new Bidirectional(new Gru(4)).Apply(new Add().Apply(once, twice))));
        graph.Build();
        CheckBits(graph, TestData.Sequences(9, 6, 3));
    }

    [Fact]
    public void Rows_with_padding_give_what_the_model_gives()
    {
        float[][,] samples = [Sample(4, 1), Sample(7, 2), Sample(1, 3), Sample(5, 4)];
        var model = new Sequential(new Input(Shape.AnyLength, 2), new Lstm(6, new LstmOptions { ReturnSequences = true }), new Dense(2));
        float[] expected = [.. model.Predict(samples)];
        float[] padded = new float[4 * 7 * 2];
        for (int row = 0; row < 4; row++)
        {
            for (int i = 0; i < samples[row].Length; i++)
            {
                padded[(row * 14) + i] = samples[row][i / 2, i % 2];
            }

            // What lies in the padding is not looked at.
            padded.AsSpan((row * 14) + samples[row].Length, 14 - samples[row].Length).Fill(1e9f);
        }

        using var predictor = new Predictor(model);
        float[] output = new float[predictor.GetOutputLength(4, 7)];
        predictor.Predict(padded, 4, 7, output, [4, 7, 1, 5]);

        Assert.Equal(expected, output);
    }

    [Fact]
    public void Several_inputs_and_outputs_come_in_order()
    {
        Signal first = Graph.Input(5, 2, "first"), second = Graph.Input(3, "second");
        Signal encoded = new Lstm(4).Apply(first);
        var graph = new Graph([first, second], [new Dense(2).Apply(new Concatenate().Apply(encoded, second)), new Dense(1).Apply(encoded)]);
        graph.Build();
        float[] x = Flat(TestData.Sequences(11, 5, 2)), v = [.. Enumerable.Range(0, 33).Select(i => MathF.Sin(i))];
        Samples[] inputs = [Tensor.Create(x, [11, 5, 2]), Tensor.Create(v, [11, 3])];
        IReadOnlyList<Tensor<float>> expected = graph.PredictAll(inputs);
        using var predictor = new Predictor(graph);
        float[] firstOutput = new float[22], secondOutput = new float[11];
        predictor.PredictAll([x, v], 11, [firstOutput, secondOutput]);

        Assert.Equal(expected[0].ToArray(), firstOutput);
        Assert.Equal(expected[1].ToArray(), secondOutput);
        Assert.Equal(["first", "second"], predictor.InputNames);
        Assert.Equal(graph.OutputNames, predictor.OutputNames);
        Assert.Equal(firstOutput, predictor.PredictAll(inputs)[0].ToArray());
        Assert.Throws<InvalidOperationException>(() => predictor.Predict(x.AsSpan()));
        Assert.Equal((22, 11), (predictor.GetOutputLength(0, 11, [5, 1]), predictor.GetOutputLength(1, 11, [5, 1])));
    }

    [Fact]
    public void Lengths_of_outputs_follow_the_timesteps()
    {
        Signal first = Graph.Input(Shape.AnyLength, 2), second = Graph.Input(Shape.AnyLength, 3);
        var graph = new Graph(
            [first, second], [new Gru(4, new GruOptions { ReturnSequences = true }).Apply(second), new Lstm(5).Apply(first)]);
        using var predictor = new Predictor(graph);
        float[][] outputs = [new float[predictor.GetOutputLength(0, 3, [6, 7])], new float[predictor.GetOutputLength(1, 3, [6, 7])]];
        predictor.PredictAll([new float[3 * 6 * 2], new float[3 * 7 * 3]], 3, [outputs[0], outputs[1]]);
        Assert.Equal([3 * 7 * 4, 3 * 5], outputs.Select(output => output.Length));
    }

    [Fact]
    public void Many_threads_get_the_snapshot_while_the_model_trains_on()
    {
        float[,,] inputs = TestData.Sequences(40, 6, 2);
        var model = new Sequential(
            new Input(6, 2), new Lstm(12, new LstmOptions { ReturnSequences = true }), new Gru(7), new Dense(1))
        { Seed = 2 };
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        float[] expected = Predict(model, inputs);
        using var predictor = new Predictor(model, new PredictorOptions { Threads = 2 });
        int wrong = 0, calls = 0;
        using var start = new Barrier(5);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            float[] output = new float[40];
            start.SignalAndWait();
            for (int i = 0; i < 200; i++)
            {
                Array.Clear(output);
                predictor.Predict(Flat(inputs), 40, 6, output);
                Interlocked.Add(ref wrong, output.AsSpan().SequenceEqual(expected) ? 0 : 1);
                Interlocked.Increment(ref calls);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        start.SignalAndWait();
        model.Fit(inputs, TestData.Means(inputs), new FitOptions { Epochs = 10, BatchSize = 8, Threads = 1 });
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal((0, 800), (wrong, calls));
        Assert.NotEqual(expected, Predict(model, inputs));
    }

    [Fact]
    public void Stateful_layers_start_from_zero_in_every_call()
    {
        var model = new Sequential(new Input(4, 2), new Lstm(5, new LstmOptions { Stateful = true }), new Dense(1));
        model.Build();
        float[,,] inputs = TestData.Sequences(3, 4, 2);
        using var predictor = new Predictor(model);
        Tensor<float> first = predictor.Predict(inputs);

        Assert.Equal(first, predictor.Predict(inputs));
        Assert.Equal(first, model.Predict(inputs));
        Assert.NotEqual(first, model.Predict(inputs));
    }

    [Fact]
    public void Model_files_give_the_models_predictions_and_texts()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("unroll-serving-");
        try
        {
            var model = new Sequential(new Input(4, 2), new Gru(5), new Dense(3)) { Seed = 8 };
            model.Metadata["scaled by"] = "7";
            string path = Path.Combine(folder.FullName, "model.safetensors");
            model.Save(path);
            using Predictor predictor = Predictor.Load(path);
            float[,,] inputs = TestData.Sequences(2, 4, 2);

            Assert.Equal(model.Predict(inputs), predictor.Predict(inputs));
            Assert.Equal("7", predictor.Metadata["scaled by"]);
            Assert.Equal(
                model.Predict(TestData.Sequences(1, 4, 2)).Cast<float>(), predictor.Predict(Flat(TestData.Sequences(1, 4, 2)).AsSpan()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void More_shapes_than_are_kept_still_give_the_right_numbers()
    {
        var model = new Sequential(new Input(Shape.AnyLength, 2), new Gru(5)) { Seed = 8 };
        using var predictor = new Predictor(model, new PredictorOptions { KeptShapes = 3 });
        for (int timesteps = 1; timesteps < 12; timesteps++)
        {
            float[,,] inputs = TestData.Sequences(2, timesteps, 2);
            Assert.Equal(model.Predict(inputs), predictor.Predict(inputs));
        }
    }

    internal static float[] Flat(Array values) => [.. values.Cast<float>()];

    private static void CheckBits(Model model, float[,,] inputs)
    {
        float[] expected = Predict(model, inputs), flat = Flat(inputs);
        int rows = inputs.GetLength(0), timesteps = inputs.GetLength(1);
        foreach (int threads in new[] { 1, 2 })
        {
            using var predictor = new Predictor(model, new PredictorOptions { Threads = threads });
            float[] output = new float[predictor.GetOutputLength(rows, timesteps)];
            for (int repetition = 0; repetition < 2; repetition++)
            {
                Array.Fill(output, float.NaN);
                predictor.Predict(flat, rows, timesteps, output);
                Assert.Equal(expected, output);
            }
        }
    }

    private static float[] Predict(Model model, float[,,] inputs) =>
        [.. model.Predict(new ArraySource(inputs), new PredictOptions { Threads = 1, BatchSize = inputs.GetLength(0) })];

    private static float[,] Sample(int timesteps, int seed)
    {
        var sample = new float[timesteps, 2];
        for (int i = 0; i < sample.Length; i++)
        {
            sample[i / 2, i % 2] = MathF.Cos((seed * 10) + i);
        }

        return sample;
    }
}
