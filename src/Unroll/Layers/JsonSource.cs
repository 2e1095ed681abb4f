using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>Reads the fields of a JSON object of a model file, with an error that names the field where it is missing or of another type.</summary>
internal readonly struct JsonSource(JsonObject json)
{
    private readonly JsonObject _json = json;

    public JsonObject Json => _json;

    /// <summary>Reads a node that must be an object.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">What it describes, for the error: "one of its layers".</param>
    /// <exception cref="InputException">It is none.</exception>
    public static JsonSource Of(JsonNode? node, string what) => new(node as JsonObject ?? throw new InputException($"{what} is no JSON object."));

    public bool Has(string key) => _json[key] is not null;

    public ulong UnsignedInteger(string key) => Get<ulong>(key, "a whole number");

    public string Text(string key) => Get<string>(key, "a text");

    public int Integer(string key) => Get<int>(key, "a whole number");

    public double Number(string key) => Get<double>(key, "a number");

    public bool Flag(string key) => Get<bool>(key, "true or false");

    /// <summary>A flag that older files do not have; they mean false.</summary>
    public bool OptionalFlag(string key) => Has(key) && Flag(key);

    /// <summary>A number that older files do not have; they mean 0.</summary>
    public double OptionalNumber(string key) => Has(key) ? Number(key) : 0;

    public int? OptionalInteger(string key) => _json[key] is null ? null : Integer(key);

    public JsonSource Object(string key) => new(_json[key] as JsonObject ?? throw Wrong(key, "an object"));

    public JsonArray Array(string key) => _json[key] as JsonArray ?? throw Wrong(key, "a list");

    public Dictionary<string, double> Numbers(string key)
    {
        Dictionary<string, double> numbers = [];
        if (_json[key] is JsonObject values)
        {
            var source = new JsonSource(values);
            foreach ((string name, JsonNode? _) in values)
            {
                numbers[name] = source.Number(name);
            }
        }

        return numbers;
    }

    private T Get<T>(string key, string expected) =>
        _json[key] is JsonValue value && value.TryGetValue(out T? result) ? result : throw Wrong(key, expected);

    private InputException Wrong(string key, string expected) => new(
        $"The model's description has {(_json[key] is { } node ? node.ToJsonString() : "nothing")} for '{key}', where {expected} is expected: " +
        "the file is damaged or was written by another program.");
}
