using Unroll.Tests.Oracles;

namespace Unroll.Tests.Golden;

/// <summary>
/// A layer's golden case in the engine's terms: the stack, its weights and the gradients that must come out, in Keras' layout.
/// </summary>
internal sealed class GoldenNetwork
{
    /// <summary>A published example: LSTM(50) on one number, then Dense(2).</summary>
    public const string OneToMany = "keras_one_to_many";

    // The block of Keras' order that PyTorch's block becomes: r, z, n -> z, r, h.
    private static readonly int[] _gruOrder = [1, 0, 2];

    private readonly GoldenCase _golden;

    private GoldenNetwork(GoldenCase golden, NetworkSpec spec)
    {
        _golden = golden;
        Spec = spec;
    }

    public NetworkSpec Spec { get; }

    public NetworkWeights Weights { get; } = new();

    /// <summary>Empty for peers that give no gradients.</summary>
    public NetworkWeights Gradients { get; } = new();

    public int Rows => _golden["input"].Shape[0];

    public static GoldenNetwork From(GoldenCase golden)
    {
        int[] input = golden["input"].Shape;
        bool isSequence = input.Length == 3;
        var spec = new NetworkSpec(isSequence ? input[1] : 1, input[^1], Layers(golden)) { IsSequence = isSequence };
        var network = new GoldenNetwork(golden, spec);
        if (golden.IsKeras)
        {
            network.TakeKerasWeights();
        }
        else
        {
            network.TakeTorchWeights();
        }

        return network;
    }

    private static LayerSpec[] Layers(GoldenCase golden)
    {
        if (golden.Name == OneToMany)
        {
            return
            [
                new LayerSpec(LayerSpec.Lstm, golden["weight.1"].Shape[0]) { ReturnSequences = false, Activation = "relu" },
                new LayerSpec(LayerSpec.Dense, golden["weight.4"].Shape[0]),
            ];
        }

        if (GoldenNote.Read(golden.Text("note", "")) is { } layers)
        {
            return layers;
        }

        if (GoldenWindow.IsWindow(golden))
        {
            return GoldenWindow.Layers(golden, HasBias(golden));
        }

        string kind = golden.Kind switch { "simple_rnn" => LayerSpec.SimpleRnn, string other => other };
        string? activation = golden.Text("activation", string.Empty);
        var layer = new LayerSpec(kind, golden.Whole("units", 0))
        {
            Activation = activation.Length == 0 ? null : activation.Replace('_', '-'),
            RecurrentActivation = golden.Text("recurrentActivation", "sigmoid").Replace('_', '-'),
            ReturnSequences = golden.Flag("returnSequences", golden["output"].Shape.Length == 3),
            ResetAfter = golden.Flag("resetAfter", true),
            UseBias = HasBias(golden),
        };
        return [.. Enumerable.Repeat(layer, golden.Whole("layers", 1))];
    }

    private static bool HasBias(GoldenCase golden) => golden.IsKeras
        ? golden.Has(golden.Kind is LayerSpec.Dense or LayerSpec.Conv1D ? "weight.1" : "weight.2")
        : golden.TensorNames.Any(
            name => name.StartsWith("param.", StringComparison.Ordinal) && name.Contains("bias", StringComparison.Ordinal));

    private void TakeKerasWeights()
    {
        int index = 0;
        foreach ((int layer, ParameterSpec parameter) in Spec.Parameters())
        {
            GoldenTensor tensor = _golden[$"weight.{index++}"];
            Assert.Equal(parameter.Shape, tensor.Shape);
            Weights[layer, parameter.Name] = tensor.Data;
        }

        Assert.False(
            _golden.Has($"weight.{index}"), $"Golden case {_golden.Name} has more weights than the layers that the tests made of it.");
    }

    private void TakeTorchWeights()
    {
        for (int i = 0; i < Spec.Layers.Length; i++)
        {
            LayerSpec layer = Spec.Layers[i];
            if (layer.Kind == LayerSpec.Conv1D)
            {
                GoldenWindow.TakeTorch(_golden, "param.", i, Weights);
                GoldenWindow.TakeTorch(_golden, "grad.", i, Gradients);
                continue;
            }

            if (layer.Units == 0)
            {
                continue;
            }

            if (layer.Kind == LayerSpec.Dense)
            {
                Weights[i, "kernel"] = Transpose(_golden.EndingIn("param.", "weight"), [0]);
                Gradients[i, "kernel"] = Transpose(_golden.EndingIn("grad.", "weight"), [0]);
                if (layer.UseBias)
                {
                    Weights[i, "bias"] = _golden.EndingIn("param.", "bias").Data;
                    Gradients[i, "bias"] = _golden.EndingIn("grad.", "bias").Data;
                }

                continue;
            }

            Take(Weights, "param.", i, layer);
            Take(Gradients, "grad.", i, layer);
        }
    }

    private void Take(NetworkWeights destination, string prefix, int index, LayerSpec layer)
    {
        int[] order = layer.Kind switch { LayerSpec.Gru => _gruOrder, LayerSpec.Lstm => [0, 1, 2, 3], _ => [0] };
        destination[index, "kernel"] = Transpose(_golden.EndingIn(prefix, $"weight_ih_l{index}"), order);
        destination[index, "recurrent_kernel"] = Transpose(_golden.EndingIn(prefix, $"weight_hh_l{index}"), order);
        if (!layer.UseBias)
        {
            return;
        }

        destination[index, "bias"] = JoinBiases(_golden, prefix, $"_l{index}", order);
    }

    /// <summary>PyTorch's two biases of a layer, or their gradients, as our one.</summary>
    public static float[] JoinBiases(GoldenCase golden, string prefix, string suffix, int[] order)
    {
        float[] inputBias = Reorder(golden.EndingIn(prefix, "bias_ih" + suffix).Data, order);
        float[] recurrentBias = Reorder(golden.EndingIn(prefix, "bias_hh" + suffix).Data, order);
        if (order.Length == _gruOrder.Length)
        {
            return [.. inputBias, .. recurrentBias];
        }

        // Two summands of the same sum: one bias takes their sum, and its gradient is the gradient of either.
        bool isGradient = prefix == "grad.";
        Compare.Near($"{golden.Name}: the two bias gradients", inputBias, isGradient ? recurrentBias : inputBias, 1e-6);
        return isGradient ? inputBias : [.. inputBias.Zip(recurrentBias, (a, b) => a + b)];
    }

    /// <summary>[blocks · units, inputs] to [inputs, blocks · units], with the blocks in another order.</summary>
    public static float[] Transpose(GoldenTensor matrix, int[] order)
    {
        int outputs = matrix.Shape[0];
        int inputs = matrix.Shape[1];
        int units = outputs / order.Length;
        var result = new float[inputs * outputs];
        for (int output = 0; output < outputs; output++)
        {
            int source = (order[output / units] * units) + (output % units);
            for (int input = 0; input < inputs; input++)
            {
                result[(input * outputs) + output] = matrix.Data[(source * inputs) + input];
            }
        }

        return result;
    }

    private static float[] Reorder(float[] values, int[] order)
    {
        int units = values.Length / order.Length;
        return [.. order.SelectMany(block => values.Skip(block * units).Take(units))];
    }
}
