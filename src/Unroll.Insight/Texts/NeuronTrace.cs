using System.Text;
using Unroll.Models;

namespace Unroll.Insight.Texts;

/// <summary>
/// The firing of the hidden units of a recurrent layer over a text or series: one number from −1 to 1 for each unit behind each token.
/// </summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Tokens">The tokens: characters or words.</param>
/// <param name="Units">Units of the layer.</param>
/// <param name="Values">[tokens, units].</param>
/// <example>
/// <code>
/// NeuronTrace trace = NeuronTrace.Of(model, codes, tokens);
/// NeuronMatch quotes = NeuronSearch.Best(trace, TextFeature.InsideQuotes);
/// float[] firing = trace.OfUnit(quotes.Unit);
/// </code>
/// </example>
public sealed record NeuronTrace(string Layer, IReadOnlyList<string> Tokens, int Units, IReadOnlyList<float> Values)
{
    /// <summary>The firing of a unit behind a token.</summary>
    /// <param name="token">The token, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    public float this[int token, int unit] => Values[(token * Units) + unit];

    /// <summary>The firing of a unit behind each token.</summary>
    /// <param name="unit">The unit, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public float[] OfUnit(int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, Units);
        return [.. Enumerable.Range(0, Tokens.Count).Select(token => this[token, unit])];
    }

    /// <summary>Part of the trace.</summary>
    /// <param name="start">The first token.</param>
    /// <param name="count">Tokens.</param>
    public NeuronTrace Slice(int start, int count) => this with
    {
        Tokens = [.. Tokens.Skip(start).Take(count)],
        Values = [.. Values.Skip(start * Units).Take(count * Units)],
    };

    /// <summary>Reads a text token by token, from a state of zero.</summary>
    /// <param name="model">
    /// A network of one input, the codes of a text, that can be streamed (<see cref="Predictor.CreateStream"/>).
    /// </param>
    /// <param name="codes">The code of each token.</param>
    /// <param name="tokens">The tokens, as many.</param>
    /// <param name="layer">Index of the layer among the recurrent ones; null for the last.</param>
    /// <exception cref="NotSupportedException">The network cannot be streamed; the message says why.</exception>
    /// <exception cref="ArgumentException">
    /// There are not as many tokens as codes, or none; or the network has no recurrent layer.
    /// </exception>
    public static NeuronTrace Of(Model model, IReadOnlyList<int> codes, IReadOnlyList<string> tokens, int? layer = null)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return Of(model, [.. codes.Select(code => new[] { (float)code })], tokens, layer);
    }

    /// <summary>Reads a series step by step, from a state of zero.</summary>
    /// <param name="model">A network that can be streamed.</param>
    /// <param name="steps">The features of each step.</param>
    /// <param name="labels">A label of each step, as many.</param>
    /// <param name="layer">Index of the layer among the recurrent ones; null for the last.</param>
    /// <exception cref="NotSupportedException">The network cannot be streamed; the message says why.</exception>
    /// <exception cref="ArgumentException">
    /// There are not as many labels as steps, or none; or the network has no recurrent layer.
    /// </exception>
    public static NeuronTrace Of(Model model, IReadOnlyList<float[]> steps, IReadOnlyList<string> labels, int? layer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(labels);
        TokenCounts.Require(steps.Count, labels.Count);
        using Predictor predictor = new(model, new PredictorOptions { Threads = 1 });
        StreamingPredictor stream = predictor.CreateStream();
        int count = stream.HiddenUnits.Count;
        if (count == 0)
        {
            throw new ArgumentException(
                "The network has no recurrent layer, so that nothing in it goes on from step to step.", nameof(model));
        }

        int chosen = layer ?? (count - 1);
        if ((uint)chosen >= (uint)count)
        {
            throw new ArgumentException(
                $"There is no recurrent layer {chosen}: the network has {string.Join(", ", stream.RecurrentLayerNames)}, from 0.",
                nameof(layer));
        }

        int units = stream.HiddenUnits[chosen];
        float[] values = new float[steps.Count * units], output = new float[stream.OutputLength];
        for (int i = 0; i < steps.Count; i++)
        {
            stream.Step(steps[i], output);
            stream.CopyHidden(chosen, values.AsSpan(i * units, units));
        }

        return new NeuronTrace(stream.RecurrentLayerNames[chosen], labels, units, values);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Layer), Layer), (nameof(Tokens), Tokens), (nameof(Units), Units), (nameof(Values), Values));
}
