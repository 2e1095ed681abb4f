using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Oracles;

/// <summary>The engine's model of a stack told in words.</summary>
internal sealed class EngineNetwork
{
    private readonly GradientProbe _probe;

    public EngineNetwork(NetworkSpec spec, NetworkWeights weights, int rows)
    {
        Model = Build(spec);
        Layers = [.. Model.Layers.Where(layer => layer is not Input)];
        foreach ((int layer, ParameterSpec expected) in spec.Parameters())
        {
            Parameter parameter = Find(layer, expected.Name);
            Assert.Equal(expected.Shape, parameter.Dimensions);
            weights[layer, expected.Name].CopyTo(parameter.Values);
            parameter.MarkChanged();
        }

        Assert.Equal(spec.Parameters().Sum(parameter => parameter.Parameter.Length), Model.ParameterCount);
        _probe = new GradientProbe(Model, rows, spec.Timesteps);
    }

    public Model Model { get; }

    public IReadOnlyList<Layer> Layers { get; }

    public float[] InputGradient => _probe.InputGradient;

    /// <summary>A built model of a stack, with the initial weights of its seed.</summary>
    public static Model Build(NetworkSpec spec, ulong seed = 1)
    {
        Layer input = spec.IsSequence ? new Input(spec.Timesteps, spec.Inputs) : new Input(spec.Inputs);
        var model = new Sequential([input, .. spec.Layers.Select(Create)]) { Seed = seed };
        model.Build();
        return model;
    }

    public static Layer Create(LayerSpec layer)
    {
        ActivationFunction activation = Activation(layer.ActivationOrDefault);
        ActivationFunction gates = Activation(layer.RecurrentActivation);
        return layer.Kind switch
        {
            LayerSpec.Dense => new Dense(layer.Units, new DenseOptions { Activation = activation, UseBias = layer.UseBias }),
            LayerSpec.Activated => new Activation(activation),
            LayerSpec.Dropout => new Dropout(layer.Rate),
            LayerSpec.SimpleRnn => new SimpleRnn(
                layer.Units,
                new SimpleRnnOptions { Activation = activation, UseBias = layer.UseBias, ReturnSequences = layer.ReturnSequences }),
            LayerSpec.Lstm => new Lstm(
                layer.Units,
                new LstmOptions
                {
                    Activation = activation,
                    RecurrentActivation = gates,
                    UseBias = layer.UseBias,
                    ReturnSequences = layer.ReturnSequences,
                }),
            LayerSpec.Gru => new Gru(
                layer.Units,
                new GruOptions
                {
                    Activation = activation,
                    RecurrentActivation = gates,
                    UseBias = layer.UseBias,
                    ReturnSequences = layer.ReturnSequences,
                    ResetAfter = layer.ResetAfter,
                }),
            LayerSpec.Conv1D => new Conv1D(
                layer.Units,
                layer.Window,
                new Conv1DOptions
                {
                    Padding = Enum.Parse<WindowPadding>(layer.Padding, ignoreCase: true),
                    Strides = layer.Stride,
                    DilationRate = layer.Dilation,
                    Groups = layer.Groups,
                    Activation = activation,
                    UseBias = layer.UseBias,
                }),
            LayerSpec.MaxPooling1D => new MaxPooling1D(layer.Window,
                new PoolingOptions { Strides = layer.Stride, Padding = Enum.Parse<WindowPadding>(layer.Padding, ignoreCase: true) }),
            LayerSpec.AveragePooling1D => new AveragePooling1D(layer.Window,
                new PoolingOptions { Strides = layer.Stride, Padding = Enum.Parse<WindowPadding>(layer.Padding, ignoreCase: true) }),
            LayerSpec.GlobalMaxPooling1D => new GlobalMaxPooling1D(),
            LayerSpec.GlobalAveragePooling1D => new GlobalAveragePooling1D(),
            LayerSpec.ZeroPadding1D => new ZeroPadding1D(layer.Window),
            _ => throw new NotSupportedException($"The tests cannot make the layer {layer.Kind}."),
        };
    }

    public static ActivationFunction Activation(string name) => ActivationFunction.Catalogue.Create(name);

    public Parameter Find(int layer, string name) => Layers[layer].Parameters.Single(parameter => parameter.Name == name);

    /// <summary>Outputs of a batch, batch-major.</summary>
    public float[] Forward(float[] input) => _probe.Forward(input);

    /// <summary>Follows <see cref="Forward"/>.</summary>
    public void Backward(float[] outputGradient) => _probe.Backward(outputGradient);

    public float[] Gradient(int layer, string name) => _probe.Gradient(Find(layer, name));
}
