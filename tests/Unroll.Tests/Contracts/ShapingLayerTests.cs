using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Gradients;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Contracts;

/// <summary>What convolutions, pooling, and layers that reshape or join must do beside computing the right numbers.</summary>
public sealed class ShapingLayerTests
{
    private const int Features = ShapingLayerCases.Features;
    private const int Timesteps = ShapingLayerCases.Timesteps;

    public static TheoryData<string> Names => ShapingLayerCases.Names;

    public static TheoryData<string> AnyLengthNames => ShapingLayerCases.AnyLengthNames;

    public static TheoryData<string> SavedNames => ShapingLayerCases.SavedNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_the_forward_pass(string name) => ModelGradientCheck.Run(ShapingLayerCases.Create(name), rows: 5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_rows_of_unequal_length_are_those_of_the_forward_pass(string name) =>
        ModelGradientCheck.Run(ShapingLayerCases.Create(name), rows: 5, lengths: [Timesteps, 1, 4, 7, 0]);

    [Theory]
    [MemberData(nameof(SavedNames))]
    public void Each_layer_can_be_made_again_from_its_description(string name)
    {
        foreach (Layer layer in ShapingLayerCases.Create(name).Layers)
        {
            JsonNode description = Layer.Catalogue.Write(layer);

            Layer again = Layer.Catalogue.Create(JsonNode.Parse(description.ToJsonString())!);

            Assert.IsType(layer.GetType(), again);
            Assert.Equal(layer.Name, again.Name);
            Assert.Equal(layer.OutputShapes, again.GetOutputShapes(layer.InputShapes));
            Assert.Equal(description.ToJsonString(), Layer.Catalogue.Write(again).ToJsonString());
        }
    }

    [Fact]
    public void A_stack_of_them_survives_saving()
    {
        var model = new Sequential(
            new Input(12, 3),
            new Masking(-1),
            new Conv1D(
                4, 3,
                new Conv1DOptions { Padding = WindowPadding.Causal, DilationRate = 2, Groups = 1, Activation = ActivationFunction.Gelu }),
            new ZeroPadding1D(1, 2),
            new Conv1D(6, 2, new Conv1DOptions { Groups = 2, Strides = 2, UseBias = false }),
            new UpSampling1D(2),
            new MaxPooling1D(2, new PoolingOptions { Strides = 1, Padding = WindowPadding.Same }),
            new Cropping1D(1, 1),
            new AveragePooling1D(3, new PoolingOptions { Strides = 2 }),
            new Permute(),
            new SliceFeatures(1, 2),
            new Reshape(-1, 2),
            new GlobalAveragePooling1D(),
            new RepeatVector(3),
            new Flatten(),
            new Dense(2));
        model.Build();
        string path = Path.Combine(Directory.CreateTempSubdirectory("unroll-shaping-").FullName, "model.safetensors");
        model.Save(path);

        Model loaded = Model.Load(path);

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(model.Summary(), loaded.Summary());
        var source = new ArraySource(TestData.Sequences(5, 12, 3));
        Assert.Equal(model.Predict(source).ToArray(), loaded.Predict(source).ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_gives_the_same_alone_as_in_a_batch(string name)
    {
        Graph model = ShapingLayerCases.Create(name);
        float[,,] inputs = TestData.Sequences(11, Timesteps, Features);
        float[] together = [.. model.Predict(new ArraySource(inputs))];
        int width = together.Length / 11;
        foreach (int sample in new[] { 0, 4, 10 })
        {
            var alone = new float[1, Timesteps, Features];
            Buffer.BlockCopy(inputs, sample * Timesteps * Features * sizeof(float), alone, 0, Timesteps * Features * sizeof(float));
            Compare.Near(
                $"sample {sample}", together[(sample * width)..((sample + 1) * width)], [.. model.Predict(new ArraySource(alone))], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(AnyLengthNames))]
    public void A_padded_row_gives_what_the_shorter_row_gives(string name)
    {
        // The longest row is shorter than the batch.
        int[] lengths = [7, 4, 5, 6];
        float[,,] inputs = TestData.Sequences(lengths.Length, Timesteps, Features);
        Graph model = ShapingLayerCases.Create(name, Shape.AnyLength);
        ShardPass padded = model.CreatePass([Shape.Sequence(Timesteps, Features)], [true], lengths.Length, default);
        for (int row = 0; row < lengths.Length; row++)
        {
            CopyRow(inputs, row, lengths[row], padded, row);
            for (int t = 0; t < lengths[row]; t++)
            {
                padded.Inputs[0].Mask![(t * lengths.Length) + row] = true;
            }
        }

        model.Prepare(training: false);
        padded.Forward();

        Assert.Equal(model.OutputShapes[0].IsSequence, padded.Output.IsMasked);
        for (int row = 0; row < lengths.Length; row++)
        {
            ShardPass alone = model.CreatePass([Shape.Sequence(lengths[row], Features)], [false], 1, default);
            CopyRow(inputs, row, lengths[row], alone, 0);
            alone.Forward();
            for (int t = 0; t < padded.Output.Timesteps; t++)
            {
                bool isReal = t < alone.Output.Timesteps;
                Assert.Equal(isReal, padded.Output.IsReal(t, row));
                float[] expected = isReal ? alone.Output.At(t, 0).ToArray() : new float[padded.Output.Features];
                Compare.Near($"row {row}, timestep {t}", expected, padded.Output.At(t, row).ToArray(), 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AnyLengthNames))]
    public void A_model_of_any_length_gives_what_one_of_that_length_gives(string name)
    {
        Graph open = ShapingLayerCases.Create(name, Shape.AnyLength);
        foreach (int timesteps in new[] { 4, 5, 9 })
        {
            var source = new ArraySource(TestData.Sequences(6, timesteps, Features));
            Assert.Equal([.. ShapingLayerCases.Create(name, timesteps).Predict(source)], open.Predict(source).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_training_step_lowers_the_loss(string name)
    {
        (Graph model, ArraySource source) = Trainable(name, samples: 20);
        model.Compile(new Sgd(0.01f), new MeanSquaredError());
        double before = model.Evaluate(source).Loss;
        model.Fit(source, new FitOptions { BatchSize = 20 });
        Assert.True(model.Evaluate(source).Loss < before, "One small step down the gradient must lower the loss.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_do_not_depend_on_threads(string name)
    {
        float[] Train(int threads)
        {
            (Graph model, ArraySource source) = Trainable(name, samples: 90);
            model.Compile(new Adam(0.01f), new MeanSquaredError());
            model.Fit(source, new FitOptions { Epochs = 2, BatchSize = 64, Threads = threads });
            return model.GetWeights();
        }

        float[] weights = Train(1);
        Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(weights, Train(2));
    }

    private static (Graph Model, ArraySource Source) Trainable(string name, int samples)
    {
        Signal input = Graph.Input(Timesteps, Features);
        Signal output = ShapingLayerCases.Apply(name, new Dense(Features).Apply(input));
        output = output.Shape.IsSequence ? new GlobalAveragePooling1D().Apply(output) : output;
        var model = new Graph(input, new Dense(1).Apply(output)) { Seed = 5 };
        model.Build();
        float[,,] inputs = TestData.Sequences(samples, Timesteps, Features);
        return (model, new ArraySource(inputs, TestData.Means(inputs)));
    }

    private static void CopyRow(float[,,] values, int row, int timesteps, ShardPass pass, int to)
    {
        for (int t = 0; t < timesteps; t++)
        {
            Enumerable.Range(0, Features).Select(feature => values[row, t, feature]).ToArray().CopyTo(pass.Input.At(t, to));
        }
    }
}
