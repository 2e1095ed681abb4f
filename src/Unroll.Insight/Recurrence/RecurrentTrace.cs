using System.Text;
using Unroll.Insight.Attribution;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Recurrence;

/// <summary>The states and gates of a recurrent layer over the timesteps of a sample.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Kind">Its kind: <c>lstm</c>, <c>gru</c>, <c>simple-rnn</c>, …</param>
/// <param name="Sample">Name of the sample.</param>
/// <param name="Hidden">The hidden state.</param>
/// <param name="Cell">The cell state of an LSTM; null where there is none.</param>
/// <param name="Gates">
/// The gates: <c>input</c>, <c>forget</c>, <c>candidate</c> and <c>output</c> of an LSTM, <c>update</c> (the share of the state that is
/// kept), <c>reset</c> and <c>candidate</c> of a GRU; none of other layers.
/// </param>
/// <example><code>StateTrack forget = RecurrentTrace.Of(model, sample).Gates.Single(gate => gate.Name == "forget");</code></example>
public sealed record RecurrentTrace(
    string Layer, string Kind, string Sample, StateTrack Hidden, StateTrack? Cell, IReadOnlyList<StateTrack> Gates)
{
    /// <summary>Follows a layer through a sample; padding is left out.</summary>
    /// <param name="model">The network.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="layer">The layer, inside another one or not; null for the first recurrent one.</param>
    /// <exception cref="ArgumentException">
    /// The network has no such layer, or none that is recurrent; or the sample does not have the model's shapes.
    /// </exception>
    public static RecurrentTrace Of(Model model, InputSample sample, RecurrentLayer? layer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sample);
        GradientProbe probe = Probes.Of(model, sample);
        RecurrentLayer chosen = layer ?? LayerFinder.First<RecurrentLayer>(model, "recurrent");
        probe.Forward(sample.Inputs);
        float[] hidden = probe.HiddenStates(chosen), cell = probe.GetCellStates(chosen);
        int timesteps = Math.Min(Probes.LengthOf(sample), hidden.Length / chosen.Units);
        return new RecurrentTrace(
            chosen.Name, chosen.Kind, sample.Name, Track("hidden", hidden), cell.Length == 0 ? null : Track("cell", cell),
            [.. probe.GetGates(chosen).Select(gate => Track(gate.Name, gate.Values))]);

        StateTrack Track(string name, float[] values) => new(name, timesteps, chosen.Units, values[..(timesteps * chosen.Units)]);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Layer), Layer), (nameof(Kind), Kind), (nameof(Sample), Sample), (nameof(Hidden), Hidden),
        (nameof(Cell), Cell), (nameof(Gates), Gates));
}
