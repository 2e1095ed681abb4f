using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Contracts;

/// <summary>What every layer must do, whatever it computes. A new layer is added to <see cref="_layers"/>.</summary>
public sealed class LayerContractTests : IDisposable
{
    private const int Features = 3;
    private const int Timesteps = 5;

    private static readonly Dictionary<string, LayerSpec> _layers = new LayerSpec[]
    {
        new(LayerSpec.Dense, 4),
        new(LayerSpec.Dense, 4) { Activation = "leaky-relu", UseBias = false },
        new(LayerSpec.Activated) { Activation = "softmax" },
        new(LayerSpec.Activated) { Activation = "gelu" },
        new(LayerSpec.Dropout) { Rate = 0.25f },
        new(LayerSpec.SimpleRnn, 4),
        new(LayerSpec.SimpleRnn, 4) { ReturnSequences = false, Activation = "relu", UseBias = false },
        new(LayerSpec.Lstm, 4),
        new(LayerSpec.Lstm, 4) { ReturnSequences = false, Activation = "softplus", RecurrentActivation = "hard-sigmoid" },
        new(LayerSpec.Lstm, 4) { UseBias = false },
        new(LayerSpec.Gru, 4),
        new(LayerSpec.Gru, 4) { ReturnSequences = false, ResetAfter = false },
        new(LayerSpec.Gru, 4) { Activation = "selu", RecurrentActivation = "hard-sigmoid" },
        new(LayerSpec.Gru, 4) { ResetAfter = false, UseBias = false, Activation = "elu" },
        new(LayerSpec.Conv1D, 4) { Window = 3 },
        new(LayerSpec.Conv1D, 6) { Window = 2, Padding = "causal", Dilation = 2, Groups = 3, Activation = "leaky-relu" },
        new(LayerSpec.Conv1D, 4) { Window = 3, Padding = "same", Stride = 2, UseBias = false },
        new(LayerSpec.MaxPooling1D) { Window = 2, Stride = 1 },
        new(LayerSpec.MaxPooling1D) { Window = 3, Stride = 2, Padding = "same" },
        new(LayerSpec.AveragePooling1D) { Window = 2, Stride = 2 },
        new(LayerSpec.AveragePooling1D) { Window = 3, Stride = 1, Padding = "same" },
        new(LayerSpec.GlobalMaxPooling1D),
        new(LayerSpec.GlobalAveragePooling1D),
        new(LayerSpec.ZeroPadding1D) { Window = 2 },
    }.ToDictionary(layer => layer.ToString());

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-layers-");

    public static TheoryData<string> Layers { get; } = new(_layers.Keys);

    public static TheoryData<string> LayersOfSequences { get; } =
        new(_layers.Where(pair => pair.Value.IsRecurrent || pair.Value.IsWindow || pair.Value.IsGlobalPooling).Select(pair => pair.Key));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Layers))]
    public void Configuration_and_weights_survive_saving(string name)
    {
        Model model = Build(name, Timesteps);
        string path = Path.Combine(_folder.FullName, "model.safetensors");
        model.Save(path);

        Model loaded = Model.Load(path);

        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        Assert.Equal(model.InputShape, loaded.InputShape);
        Assert.Equal(model.OutputShape, loaded.OutputShape);
        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(model.Layers.Count, loaded.Layers.Count);
        foreach ((Layer before, Layer after) in model.Layers.Zip(loaded.Layers))
        {
            Assert.IsType(before.GetType(), after);
            Assert.Equal(Layer.Catalogue.Write(before).ToJsonString(), Layer.Catalogue.Write(after).ToJsonString());
        }

        float[,,] inputs = TestData.Sequences(9, Timesteps, Features);
        Assert.Equal(Outputs(model, inputs), Outputs(loaded, inputs));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Shapes_are_as_told(string name)
    {
        LayerSpec spec = _layers[name];
        Model model = Build(name, Timesteps);
        Layer layer = model.Layers[^1];
        int outputs = spec.Outputs(Features);

        Assert.True(layer.IsBuilt);
        Assert.Equal(Shape.Sequence(Timesteps, Features), layer.InputShape);
        Assert.Equal(
            spec.GivesVectors ? Shape.Vector(outputs) : Shape.Sequence(spec.OutputTimesteps(Timesteps), outputs), layer.OutputShape);
        Assert.Equal(layer.OutputShape, model.OutputShape);
        IReadOnlyList<ParameterSpec> expected = spec.Parameters(Features);
        Assert.Equal(expected.Select(parameter => parameter.Name), layer.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(expected.SelectMany(parameter => parameter.Shape), layer.Parameters.SelectMany(parameter => parameter.Dimensions));
        Assert.Equal(expected.Sum(parameter => parameter.Length), model.ParameterCount);
        Assert.Equal(model.ParameterCount, model.GetWeights().Length);
        Assert.Equal(9 * spec.OutputTimesteps(Timesteps) * outputs, Outputs(model, TestData.Sequences(9, Timesteps, Features)).Length);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Weights_are_drawn_only_when_they_are_read(string name)
    {
        Model model = Build(name, Timesteps);
        model.Summary();
        Assert.DoesNotContain(model.Parameters, parameter => parameter.HasValues);
        Model described = ModelDescription.Read(ModelDescription.Write(model)).Create();
        Assert.DoesNotContain(described.Parameters, parameter => parameter.HasValues);
        Assert.Equal(model.ParameterCount, described.ParameterCount);
        Assert.Equal(model.GetWeights(), described.GetWeights());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_sample_gives_the_same_alone_as_in_a_batch(string name)
    {
        Model model = Build(name, Timesteps);
        float[,,] inputs = TestData.Sequences(11, Timesteps, Features);
        float[] together = Outputs(model, inputs);
        int width = together.Length / 11;

        foreach (int sample in new[] { 0, 4, 10 })
        {
            var alone = new float[1, Timesteps, Features];
            Buffer.BlockCopy(inputs, sample * Timesteps * Features * sizeof(float), alone, 0, Timesteps * Features * sizeof(float));
            Compare.Near($"sample {sample}", together[(sample * width)..((sample + 1) * width)], Outputs(model, alone), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void One_timestep_is_enough(string name)
    {
        // A window that may not leave the sequence needs as many as it has.
        LayerSpec spec = _layers[name];
        int timesteps = spec.IsWindow && spec.Padding == "valid" ? spec.Window : 1;
        Model model = Build(name, timesteps);
        Assert.All(Outputs(model, TestData.Sequences(2, timesteps, Features)), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void One_training_step_lowers_the_loss(string name)
    {
        LayerSpec[] stack = [_layers[name], new(LayerSpec.SimpleRnn, 3) { ReturnSequences = false }, new(LayerSpec.Dense, 1)];
        if (_layers[name].GivesVectors)
        {
            stack = [_layers[name], new(LayerSpec.Dense, 1)];
        }

        Model model = EngineNetwork.Build(new NetworkSpec(Timesteps, Features, stack));
        float[,,] inputs = TestData.Sequences(20, Timesteps, Features);
        var source = new ArraySource(inputs, TestData.Means(inputs));
        model.Compile(new Sgd(0.01f), new MeanSquaredError());
        double before = model.Evaluate(source).Loss;
        float[] initial = model.GetWeights();

        History history = model.Fit(source, new FitOptions { BatchSize = 20 });

        Assert.True(model.Evaluate(source).Loss < before, "One small step down the gradient must lower the loss.");
        Assert.Single(history.Epochs);
        Assert.NotEqual(initial, model.GetWeights());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_parameter_learns(string name)
    {
        Model model = EngineNetwork.Build(new NetworkSpec(Timesteps, Features, _layers[name]));
        float[,,] inputs = TestData.Sequences(12, Timesteps, Features);
        var probe = new GradientProbe(model, 12, Timesteps);
        float[] output = probe.Forward(TestData.Flat(inputs));
        probe.Backward([.. output.Select((_, i) => MathF.Sin(i))]);
        foreach (Parameter parameter in model.Layers.SelectMany(layer => layer.Parameters))
        {
            Assert.True(
                probe.Gradient(parameter).Count(value => value != 0) > parameter.Length / 2, $"Most of {parameter.Name} has no gradient.");
        }
    }

    [Theory]
    [MemberData(nameof(LayersOfSequences))]
    public void Vectors_are_refused_where_sequences_are_expected(string name)
    {
        var model = new Sequential(new Input(33), EngineNetwork.Create(_layers[name]));
        var error = Assert.Throws<ArgumentException>(model.Build);
        Assert.Contains("[batch, timesteps, features]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[batch, 33]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Data_of_another_shape_is_refused_with_both_shapes(string name)
    {
        Model model = Build(name, Timesteps);
        var error = Assert.ThrowsAny<ArgumentException>(() => Outputs(model, TestData.Sequences(2, Timesteps, Features + 1)));
        Assert.Contains($"[batch, {Timesteps}, {Features}]", error.Message, StringComparison.Ordinal);
        Assert.Contains($"[batch, {Timesteps}, {Features + 1}]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_belongs_to_one_model(string name)
    {
        Layer layer = EngineNetwork.Create(_layers[name]);
        _ = new Sequential(new Input(Timesteps, Features), layer);
        Assert.Throws<ArgumentException>(() => new Sequential(new Input(Timesteps, Features), layer));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Sequences_of_any_length_are_taken_where_the_model_says_so(string name)
    {
        Model open = EngineNetwork.Build(new NetworkSpec(Shape.AnyLength, Features, _layers[name]), seed: 5);
        foreach (int timesteps in new[] { 3, Timesteps, 8 })
        {
            float[,,] inputs = TestData.Sequences(6, timesteps, Features);
            Assert.Equal(Outputs(Build(name, timesteps), inputs), Outputs(open, inputs));
        }
    }

    private static Model Build(string name, int timesteps) =>
        EngineNetwork.Build(new NetworkSpec(timesteps, Features, _layers[name]), seed: 5);

    private static float[] Outputs(Model model, float[,,] inputs) => [.. model.Predict(new ArraySource(inputs))];
}
