using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;
using Unroll.Tasks.Statics;

namespace Unroll.Tasks.Classification;

/// <summary>What a trained classifier knows besides the network's weights, as the text that is saved in the model file.</summary>
/// <param name="ClassNames">Names of the classes.</param>
/// <param name="ClassShares">Share of each in the training part.</param>
/// <param name="Columns">The columns that series must have, before any step.</param>
/// <param name="Steps">The steps that series go through, as they learned.</param>
/// <param name="Statics">The scaling of what does not change over a series.</param>
/// <param name="Features">The columns that the network sees, after all steps and without statics.</param>
/// <param name="Length">Steps of a sequence.</param>
/// <param name="Networks">Networks that probabilities are the mean of.</param>
internal sealed record ClassifierState(
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<float> ClassShares,
    IReadOnlyList<string> Columns,
    IReadOnlyList<FittedStep> Steps,
    StaticScaling Statics,
    IReadOnlyList<string> Features,
    int Length,
    int Networks)
{
    /// <summary>Where it lies in the model file's metadata.</summary>
    public const string MetadataKey = "unroll.classifier";

    private const int Version = 1;

    /// <summary>Names of what the network sees at each step.</summary>
    public IReadOnlyList<string> InputNames => [.. Features, .. Statics.Names];

    public string ToJson() => new JsonObject
    {
        ["version"] = Version,
        ["classes"] = Texts(ClassNames),
        ["class_shares"] = new JsonArray([.. ClassShares.Select(share => (JsonNode)share)]),
        ["columns"] = Texts(Columns),
        ["steps"] = new JsonArray([.. Steps.Select(step => (JsonNode)step.ToJson())]),
        ["statics"] = Statics.ToJson(),
        ["features"] = Texts(Features),
        ["length"] = Length,
        ["networks"] = Networks,
    }.ToJsonString();

    /// <exception cref="InputException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static ClassifierState Parse(string text, string path)
    {
        try
        {
            JsonNode json = JsonNode.Parse(text)!;
            return new ClassifierState(
                Texts(json["classes"]!),
                [.. json["class_shares"]!.AsArray().Select(node => node!.GetValue<float>())],
                Texts(json["columns"]!),
                [.. json["steps"]!.AsArray().Select(node => FittedSteps.FromJson(node!.AsObject()))],
                StaticScaling.FromJson(json["statics"]!),
                Texts(json["features"]!),
                json["length"]!.GetValue<int>(),
                json["networks"]!.GetValue<int>());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new InputException($"{path} is damaged: what it says of the classifier under '{MetadataKey}' cannot be read. Train it again.", exception);
        }
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string[] Texts(JsonNode json) => [.. json.AsArray().Select(node => node!.GetValue<string>())];
}
