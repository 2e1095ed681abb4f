namespace Unroll.Tests.Oracles;

/// <summary>A stack of layers computed in double precision by plain loops.</summary>
internal sealed class OracleNetwork
{
    private readonly NetworkSpec _spec;
    private readonly Dictionary<(int Layer, string Name), double[]> _weights = [];

    public OracleNetwork(NetworkSpec spec, NetworkWeights weights)
    {
        _spec = spec;
        foreach ((int layer, ParameterSpec parameter) in spec.Parameters())
        {
            float[] values = weights[layer, parameter.Name];
            Assert.Equal(parameter.Length, values.Length);
            _weights.Add((layer, parameter.Name), Array.ConvertAll(values, value => (double)value));
        }
    }

    /// <summary>The values of one parameter; writing to them changes what the network computes.</summary>
    public double[] Weights(int layer, string name) => _weights[(layer, name)];

    public Batch Forward(Batch input)
    {
        Batch values = input;
        for (int i = 0; i < _spec.Layers.Length; i++)
        {
            LayerSpec layer = _spec.Layers[i];
            double[] kernel = Find(i, "kernel");
            double[] recurrent = Find(i, "recurrent_kernel");
            double[] bias = Find(i, "bias");
            Batch output = layer.Kind switch
            {
                LayerSpec.Dense => LayerOracle.Dense(layer, values, kernel, bias),
                LayerSpec.Activated => LayerOracle.Activation(layer, values),
                LayerSpec.Dropout => values,
                LayerSpec.SimpleRnn => LayerOracle.SimpleRnn(layer, values, kernel, recurrent, bias),
                LayerSpec.Lstm => LayerOracle.Lstm(layer, values, kernel, recurrent, bias),
                LayerSpec.Gru => LayerOracle.Gru(layer, values, kernel, recurrent, bias),
                LayerSpec.Conv1D => WindowOracle.Conv1D(layer, values, kernel, bias),
                LayerSpec.MaxPooling1D or LayerSpec.AveragePooling1D => WindowOracle.Pool(layer, values),
                LayerSpec.GlobalMaxPooling1D or LayerSpec.GlobalAveragePooling1D => WindowOracle.GlobalPool(layer, values),
                LayerSpec.ZeroPadding1D => WindowOracle.ZeroPadding(values, layer.Window, layer.Window),
                _ => throw new NotSupportedException($"No oracle for the layer {layer.Kind}."),
            };
            values = layer.IsRecurrent && !layer.ReturnSequences ? output.Last() : output;
        }

        return values;
    }

    private double[] Find(int layer, string name) => _weights.TryGetValue((layer, name), out double[]? values) ? values : [];
}
