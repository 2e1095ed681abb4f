using System.Text;

namespace Unroll.Layers;

/// <summary>The activations of a gate of a recurrent layer in a pass.</summary>
/// <param name="Name">
/// <c>input</c>, <c>forget</c>, <c>candidate</c> or <c>output</c> of an LSTM; <c>update</c> (the share of the state that is kept),
/// <c>reset</c> or <c>candidate</c> of a GRU.
/// </param>
/// <param name="Values">[rows, timesteps, units].</param>
public sealed record GateActivations(string Name, float[] Values)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Values), Values));
}
