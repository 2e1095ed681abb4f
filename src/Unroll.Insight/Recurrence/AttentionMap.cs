using System.Text;
using Unroll.Insight.Attribution;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Recurrence;

/// <summary>The attention weights of a head of a layer for a sample: how much each timestep attends to each other.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Head">The head, from 0.</param>
/// <param name="Timesteps">Timesteps that attend.</param>
/// <param name="Keys">Timesteps that are attended to.</param>
/// <param name="Weights">[timesteps, keys]; those of a timestep add up to 1. Padding is left out.</param>
public sealed record AttentionMap(string Layer, int Head, int Timesteps, int Keys, IReadOnlyList<float> Weights)
{
    /// <summary>The network's input whose timesteps attend, from 0; −1 where no input has these timesteps.</summary>
    public int Input { get; init; } = -1;

    /// <summary>The weight of a timestep on another.</summary>
    /// <param name="timestep">The timestep that attends.</param>
    /// <param name="key">The timestep that is attended to.</param>
    public float this[int timestep, int key] => Weights[(timestep * Keys) + key];

    /// <summary>The weights of all heads of all attention layers for a sample; none of a network without attention.</summary>
    /// <param name="model">The network.</param>
    /// <param name="sample">The sample.</param>
    /// <exception cref="ArgumentException">The sample does not have the model's shapes.</exception>
    public static IReadOnlyList<AttentionMap> Of(Model model, InputSample sample)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sample);
        GradientProbe probe = Probes.Of(model, sample);
        probe.Forward(sample.Inputs);
        return [.. LayerFinder.All<AttentionLayer>(model).SelectMany(layer => OfLayer(probe, layer, sample))];
    }

    private static IEnumerable<AttentionMap> OfLayer(GradientProbe probe, AttentionLayer layer, InputSample sample)
    {
        float[] weights = probe.GetAttentionWeights(layer);
        int timesteps = probe.GetOutput(layer).Length / layer.OutputShape.Features;
        int size = weights.Length / layer.Heads, keys = size / timesteps;
        int input = InputOf(probe.InputsOf(layer), sample, timesteps);
        int realTimesteps = input < 0 ? timesteps : sample.LengthOf(input);

        // Padded keys get no weight at all, in no head; they stand behind the real ones.
        int realKeys = 1 + Enumerable.Range(0, keys).LastOrDefault(key => Places().Any(place => weights[place + key] != 0));
        return Enumerable.Range(0, layer.Heads).Select(head => new AttentionMap(
            layer.Name, head, realTimesteps, realKeys,
            [.. Enumerable.Range(0, realTimesteps).SelectMany(t => weights.AsSpan((head * size) + (t * keys), realKeys).ToArray())])
        {
            Input = input,
        });

        IEnumerable<int> Places() =>
            from head in Enumerable.Range(0, layer.Heads)
            from t in Enumerable.Range(0, realTimesteps)
            select (head * size) + (t * keys);
    }

    /// <summary>The input whose timesteps attend: the last that is as long, of those that queries follow from; −1 where none is.</summary>
    private static int InputOf(IReadOnlyList<int> candidates, InputSample sample, int timesteps) => candidates
        .LastOrDefault(input => sample.Shapes[input].IsSequence && sample.Shapes[input].Timesteps == timesteps, -1);

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Layer), Layer), (nameof(Head), Head), (nameof(Timesteps), Timesteps), (nameof(Keys), Keys),
        (nameof(Weights), Weights), (nameof(Input), Input));
}
