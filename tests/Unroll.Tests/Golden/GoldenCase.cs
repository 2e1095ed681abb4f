using System.Text.Json;

namespace Unroll.Tests.Golden;

/// <summary>One file of the golden folder.</summary>
internal sealed class GoldenCase
{
    private readonly Dictionary<string, GoldenTensor> _tensors = [];

    private GoldenCase(string name, JsonElement config)
    {
        Name = name;
        Config = config;
    }

    public string Name { get; }

    public JsonElement Config { get; }

    /// <summary>The layer, loss or optimizer; empty for a case that is a whole network and tells so in a note.</summary>
    public string Kind => Text("kind", string.Empty);

    public bool IsKeras => Name.StartsWith("keras_", StringComparison.Ordinal);

    public bool IsLoss => Name.StartsWith("loss_", StringComparison.Ordinal);

    public bool IsOptimizer => Name.StartsWith("optimizer_", StringComparison.Ordinal);

    public IReadOnlyCollection<string> TensorNames => _tensors.Keys;

    public GoldenTensor this[string tensor] =>
        _tensors.TryGetValue(tensor, out GoldenTensor? found) ? found
            : throw new InvalidDataException($"Golden case {Name} has no tensor {tensor}; it has {string.Join(", ", _tensors.Keys)}.");

    public static GoldenCase Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        var golden = new GoldenCase(root.GetProperty("case").GetString()!, root.GetProperty("config").Clone());
        foreach (JsonProperty tensor in root.GetProperty("tensors").EnumerateObject())
        {
            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            float[] data = [.. tensor.Value.GetProperty("data").EnumerateArray().Select(number => number.GetSingle())];
            golden._tensors.Add(tensor.Name, new GoldenTensor(shape, data));
        }

        return golden;
    }

    public bool Has(string tensor) => _tensors.ContainsKey(tensor);

    /// <summary>The tensor whose name ends so: PyTorch prefixes the names of a module inside a module.</summary>
    public GoldenTensor EndingIn(string prefix, string suffix) =>
        this[_tensors.Keys.Single(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith('.' + suffix))];

    public string Text(string option, string otherwise) => Find(option) is { } value ? value.GetString()! : otherwise;

    public int Whole(string option, int otherwise) => Find(option) is { } value ? value.GetInt32() : otherwise;

    public float Number(string option, float otherwise) => Find(option) is { } value ? value.GetSingle() : otherwise;

    public bool Flag(string option, bool otherwise) => Find(option) is { } value ? value.GetBoolean() : otherwise;

    /// <summary>One spelling for the options of all peers: <c>clip_norm</c> is clipNorm.</summary>
    public static string OptionName(string name) =>
        string.Concat(name.Split('_').Select((word, i) => i == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private JsonElement? Find(string option)
    {
        foreach (JsonProperty property in Config.EnumerateObject())
        {
            if (OptionName(property.Name) == option && property.Value.ValueKind != JsonValueKind.Null)
            {
                return property.Value;
            }
        }

        return null;
    }
}
