using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>PyTorch's cases of a single layer that is no part of the oracle: embedding, normalisations, attention.</summary>
internal static class GoldenLayer
{
    public static readonly IReadOnlySet<string> Kinds = new HashSet<string> { "embedding", "layer_norm", "batch_norm",
        "multi_head_attention" };

    public static void Check(GoldenCase golden, double tolerance)
    {
        GoldenTensor input = Input(golden);
        Sequential model = CreateModel(golden);
        Layer layer = model.Layers[^1];
        foreach ((string name, float[] values) in Parameters(golden, "param."))
        {
            Parameter parameter = Find(layer, name);
            values.CopyTo(parameter.Values);
            parameter.MarkChanged();
        }

        var probe = new GradientProbe(model, input.Shape[0], model.InputShape.Timesteps, training: true);
        Compare.Near("output", golden["output"].Data, probe.Forward(input.Data), tolerance);
        probe.Backward(golden["output_grad"].Data);
        if (golden.Has("input_grad"))
        {
            Compare.Near("input gradient", golden["input_grad"].Data, probe.InputGradient, tolerance);
        }

        List<(string Name, float[] Values)> gradients = [.. Parameters(golden, "grad.")];
        Assert.Equal(layer.Parameters.Count(parameter => parameter.IsTrainable), gradients.Count);
        foreach ((string name, float[] expected) in gradients)
        {
            // All of a softmax's inputs raised by the same number change nothing: the gradient of the key's bias is rounding.
            if (name != "key_bias")
            {
                Compare.Near("gradient of " + name, expected, probe.Gradient(Find(layer, name)), tolerance);
            }
        }

        if (golden.Kind == "batch_norm")
        {
            Compare.Near(
                "moving mean", golden.EndingIn("buffer.", "running_mean").Data, Find(layer, "moving_mean").Values.ToArray(), tolerance);
            Compare.Near(
                "moving variance", golden.EndingIn("buffer.", "running_var").Data, Find(layer, "moving_variance").Values.ToArray(),
                tolerance);
        }
    }

    private static Parameter Find(Layer layer, string name) => layer.Parameters.Single(parameter => parameter.Name == name);

    public static GoldenTensor Input(GoldenCase golden) => golden[golden.Kind == "embedding" ? "ids" : "input"];

    /// <summary>A model of the layer alone; ids are sequences of one feature.</summary>
    public static Sequential CreateModel(GoldenCase golden)
    {
        int[] shape = Input(golden).Shape;
        Layer input = golden.Kind == "embedding" ? new Input(shape[1], 1) : shape.Length == 3 ? new Input(shape[1], shape[2])
            : new Input(shape[1]);
        var model = new Sequential(input, Create(golden));
        model.Build();
        return model;
    }

    private static Layer Create(GoldenCase golden)
    {
        bool isAffine = golden.TensorNames.Any(name => name.StartsWith("param.", StringComparison.Ordinal));
        bool hasBias = golden.TensorNames.Any(
            name => name.StartsWith("param.", StringComparison.Ordinal) && name.EndsWith("bias", StringComparison.Ordinal));
        return golden.Kind switch
        {
            "embedding" => new Embedding(golden.Whole("vocabulary", 0), golden.Whole("width", 0)),
            "layer_norm" => new LayerNormalization(
                new LayerNormalizationOptions { Epsilon = golden.Number("eps", 1e-5f), Scale = isAffine, Center = hasBias }),
            "batch_norm" => new BatchNormalization(
                new BatchNormalizationOptions
                {
                    Epsilon = golden.Number("eps", 1e-5f),
                    Momentum = 1 - golden.Number("momentum", 0.1f),
                    Scale = isAffine,
                    Center = hasBias,
                }),
            _ => new MultiHeadAttention(
                golden.Whole("heads", 0),
                golden.Whole("width", 0) / golden.Whole("heads", 0),
                new MultiHeadAttentionOptions { Causal = golden.Flag("causal", false), UseBias = hasBias }),
        };
    }

    /// <summary>The parameters, or their gradients, in the engine's names and layouts.</summary>
    private static IEnumerable<(string Name, float[] Values)> Parameters(GoldenCase golden, string prefix)
    {
        foreach (string name in golden.TensorNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            GoldenTensor tensor = golden[name];
            switch (golden.Kind, name.Split('.')[^1])
            {
                case ("embedding", _):
                    yield return ("embeddings", tensor.Data);
                    break;
                case ("multi_head_attention", "in_proj_weight" or "in_proj_bias"):
                    // The projections of query, key and value, one after another.
                    int third = tensor.Data.Length / 3;
                    for (int part = 0; part < 3; part++)
                    {
                        float[] values = tensor.Data[(part * third)..((part + 1) * third)];
                        string projection = new[] { "query", "key", "value" }[part];
                        yield return tensor.Shape.Length == 2
                            ? (projection + "_kernel", Transpose(values, tensor.Shape[1]))
                            : (projection + "_bias", values);
                    }

                    break;
                case ("multi_head_attention", "weight"):
                    yield return ("output_kernel", Transpose(tensor.Data, tensor.Shape[1]));
                    break;
                case ("multi_head_attention", _):
                    yield return ("output_bias", tensor.Data);
                    break;
                case (_, "weight"):
                    yield return ("gamma", tensor.Data);
                    break;
                default:
                    yield return ("beta", tensor.Data);
                    break;
            }
        }
    }

    private static float[] Transpose(float[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        return [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];
    }
}
