namespace Unroll.Tests.Oracles;

/// <summary>Values of a stack's parameters by the layer's index and the parameter's name.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<(int Layer, string Name), float[]> _values = [];

    public float[] this[int layer, string name]
    {
        get => _values[(layer, name)];
        set => _values[(layer, name)] = value;
    }

    public bool Has(int layer, string name) => _values.ContainsKey((layer, name));

    public IEnumerable<(int Layer, string Name, float[] Values)> All() =>
        _values.Select(pair => (pair.Key.Layer, pair.Key.Name, pair.Value));
}
