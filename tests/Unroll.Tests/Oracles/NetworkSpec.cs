namespace Unroll.Tests.Oracles;

/// <summary>A stack of layers with the shape of its input.</summary>
internal sealed record NetworkSpec(int Timesteps, int Inputs, params LayerSpec[] Layers)
{
    /// <summary>Whether a sample has a timesteps axis; if not, <see cref="Timesteps"/> is 1.</summary>
    public bool IsSequence { get; init; } = true;

    /// <summary>Features that enter the layer of that index.</summary>
    public int InputsOf(int layer)
    {
        int features = Inputs;
        for (int i = 0; i < layer; i++)
        {
            features = Layers[i].Outputs(features);
        }

        return features;
    }

    public int Outputs => InputsOf(Layers.Length);

    public int OutputTimesteps => Layers.Aggregate(Timesteps, (timesteps, layer) => layer.OutputTimesteps(timesteps));

    /// <summary>Every parameter of the stack, in the order of the layers.</summary>
    public IEnumerable<(int Layer, ParameterSpec Parameter)> Parameters()
    {
        for (int layer = 0; layer < Layers.Length; layer++)
        {
            foreach (ParameterSpec parameter in Layers[layer].Parameters(InputsOf(layer)))
            {
                yield return (layer, parameter);
            }
        }
    }

    /// <summary>Random weights of a size at which gates are neither saturated nor linear.</summary>
    public NetworkWeights RandomWeights(ulong seed)
    {
        var random = new RandomStream(seed, 77);
        var weights = new NetworkWeights();
        foreach ((int layer, ParameterSpec parameter) in Parameters())
        {
            double scale = parameter.Name == "bias" ? 0.5
                : 1.2 / Math.Sqrt(parameter.Shape.SkipLast(1).Aggregate(1, (product, size) => product * size));
            weights[layer, parameter.Name] = [.. Enumerable.Range(0, parameter.Length).Select(_ => (float)(scale * random.NextNormal()))];
        }

        return weights;
    }

    public override string ToString() =>
        $"[{(IsSequence ? $"{Timesteps}, " : string.Empty)}{Inputs}] {string.Join(" > ", Layers.Select(layer => layer.ToString()))}";
}
