using System.Text.Json;

namespace Unroll.Tests.Common;

/// <summary>One file of tests/golden/analysis: numbers, and what another library computes from them.</summary>
internal sealed class AnalysisCase
{
    private readonly JsonElement _root;

    private AnalysisCase(JsonElement root) => _root = root;

    public static AnalysisCase Named(string name)
    {
        using JsonDocument file = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf("tests", "golden", "analysis", $"{name}.json")));
        return new AnalysisCase(file.RootElement.Clone());
    }

    public double[] Given(string name) => Numbers(_root.GetProperty("given").GetProperty(name));

    public double[][] GivenRows(string name) => [.. _root.GetProperty("given").GetProperty(name).EnumerateArray().Select(Numbers)];

    public string[] GivenTexts(string name) =>
        [.. _root.GetProperty("given").GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>A number, of an object by a dotted name.</summary>
    public double Value(string name) =>
        name.Split('.').Aggregate(_root.GetProperty("values"), (element, part) => element.GetProperty(part)).GetDouble();

    public double[] Values(string name) => Numbers(_root.GetProperty("values").GetProperty(name));

    public double[][] ValueRows(string name) => [.. _root.GetProperty("values").GetProperty(name).EnumerateArray().Select(Numbers)];

    /// <summary>The numbers of an object of named numbers, in their order.</summary>
    public double[] ValueFields(string name) =>
        [.. _root.GetProperty("values").GetProperty(name).EnumerateObject().Select(field => field.Value.GetDouble())];

    /// <summary>A number, a list, or an object's numbers within a named value.</summary>
    public double[] ValueFields(string name, string inner) => _root.GetProperty("values").GetProperty(name).GetProperty(inner) is var found
        && found.ValueKind == JsonValueKind.Array ? Numbers(found) : [found.GetDouble()];

    private static double[] Numbers(JsonElement list) =>
        [.. list.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Null ? double.NaN : number.GetDouble())];
}
