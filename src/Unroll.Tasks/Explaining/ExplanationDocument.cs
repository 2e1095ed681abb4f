using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;

namespace Unroll.Tasks.Explaining;

/// <summary>An explanation as a JSON document.</summary>
public static class ExplanationDocument
{
    /// <summary>The document.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string Of(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        JsonObject document = new()
        {
            ["method"] = SaliencyMethodNames.Of(explanation.Method),
            ["importance"] = Array(
                explanation.Importance, item => new JsonObject { ["feature"] = item.Feature, ["share"] = Number(item.Share) }),
            ["samples"] = Array(explanation.Samples, sample => OfSample(sample, explanation.Features)),
        };
        if (explanation.Trace is { } trace)
        {
            document["recurrent_layer"] = OfLayer(trace, explanation);
        }

        if (explanation.Text is { } text)
        {
            document["text"] = OfText(text);
        }

        if (explanation.Attention.Count > 0)
        {
            document["attention"] = Array(explanation.Attention, map => new JsonObject
            {
                ["layer"] = map.Layer,
                ["head"] = map.Head,
                ["source"] = explanation.TokensOf(map) is { } read ? Array(read.Source, token => JsonValue.Create(token)) : null,
                ["written"] = explanation.TokensOf(map) is { } made ? Array(made.Written, token => JsonValue.Create(token)) : null,
                ["weights"] = Matrix(map.Timesteps, map.Keys, (t, key) => map[t, key]),
            });
        }

        return JsonFormatter.Format(document);
    }

    private static JsonObject OfSample(SampleExplanation sample, IReadOnlyList<IReadOnlyList<string>> features) => new()
    {
        ["series"] = sample.Series,
        ["end"] = sample.End.Length > 0 ? sample.End : null,
        ["sample"] = sample.Map.Sample,
        ["output"] = sample.OutputName,
        ["timestep"] = sample.Map.OutputTimestep,
        ["value"] = Number(sample.Map.Output),
        ["baseline_value"] = Number(sample.Map.BaselineOutput),
        ["completeness_error"] = Number(sample.Map.CompletenessError),
        ["inputs"] = Array(Enumerable.Range(0, sample.Map.Inputs.Count), i => OfInput(sample, i, features[i])),
    };

    private static JsonObject OfInput(SampleExplanation sample, int index, IReadOnlyList<string> features)
    {
        InputSaliency input = sample.Map.Inputs[index];
        JsonObject json = new() { ["name"] = input.Name };
        if (input.IsTokens)
        {
            json["tokens"] = Array(sample.Tokens[index], token => JsonValue.Create(token));
            json["saliency"] = Array(input.Values, Number);
        }
        else
        {
            json["features"] = Array(features, name => JsonValue.Create(name));
            json["saliency"] = Matrix(input.Timesteps, input.Features, (t, feature) => input[t, feature]);
        }

        return json;
    }

    private static JsonObject OfText(TextLook text) => new()
    {
        ["layer"] = text.Firing?.Layer,
        ["nats_per_token"] = Number(text.Guesses.NatsPerToken),
        ["units"] = Array(text.Matches, match => new JsonObject
        {
            ["feature"] = match.Feature,
            ["unit"] = match.Unit,
            ["correlation"] = Number(match.Correlation),
        }),
        ["tokens"] = Array(text.Guesses.Tokens, token => new JsonObject
        {
            ["token"] = token.Token,
            ["probability"] = Number(token.Probability),
            ["best"] = Array(
                token.Best, guess => new JsonObject { ["token"] = guess.Token, ["probability"] = Number(guess.Probability) }),
        }),
    };

    private static JsonObject OfLayer(RecurrentTrace trace, Explanation explanation) => new()
    {
        ["name"] = trace.Layer,
        ["kind"] = trace.Kind,
        ["units"] = trace.Hidden.Units,
        ["tokens"] = explanation.TraceTokens is { } tokens ? Array(tokens, token => JsonValue.Create(token)) : null,
        ["dead_units"] = UnitsOf(explanation, unit => unit.IsDead),
        ["saturated_units"] = UnitsOf(explanation, unit => unit.IsSaturated),
        ["reach"] = Array(explanation.Reach!.Norms, Number),
        ["reach_steps"] = explanation.Reach.Within(),
        ["hidden"] = Track(trace.Hidden),
        ["gates"] = new JsonObject(trace.Gates.Select(gate => KeyValuePair.Create(gate.Name, (JsonNode?)Track(gate)))),
    };

    /// <summary>Units of a kind; null where there are too few timesteps to tell.</summary>
    private static JsonArray? UnitsOf(Explanation explanation, Func<UnitActivity, bool> holds) =>
        explanation.Units.All(unit => !unit.IsJudged) ? null : Array(explanation.Units.Where(holds), unit => JsonValue.Create(unit.Unit));

    private static JsonArray Track(StateTrack track) => Matrix(track.Timesteps, track.Units, (t, unit) => track[t, unit]);

    private static JsonArray Matrix(int rows, int columns, Func<int, int, double> at) => Array(
        Enumerable.Range(0, rows), row => Array(Enumerable.Range(0, columns), column => Number(at(row, column))));

    // What is no number has no digits in JSON.
    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);
}
