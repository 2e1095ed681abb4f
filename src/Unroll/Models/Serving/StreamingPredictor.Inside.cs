using Unroll.Layers;

namespace Unroll.Models;

/// <content>The hidden states of the recurrent layers inside.</content>
public sealed partial class StreamingPredictor
{
    /// <summary>
    /// Names of the recurrent layers, those inside others included, in order; of an inner one its own name within the other.
    /// </summary>
    public IReadOnlyList<string> RecurrentLayerNames => [.. Recurrent.Select(node => node.Layer.Name)];

    /// <summary>Hidden units of each of the recurrent layers.</summary>
    public IReadOnlyList<int> HiddenUnits => [.. Recurrent.Select(node => node.Layer.Units)];

    private IEnumerable<(RecurrentLayer Layer, LayerPass Pass)> Recurrent => _pass.AllNodes
        .Where(node => node.Layer is RecurrentLayer).Select(node => ((RecurrentLayer)node.Layer, node.Pass));

    /// <summary>Copies the hidden state of a recurrent layer after the last step.</summary>
    /// <param name="layer">Index among <see cref="RecurrentLayerNames"/>.</param>
    /// <param name="destination">Receives as many numbers as the layer has units.</param>
    /// <param name="row">Row from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or row.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than the layer has units.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the stream at this moment.</exception>
    public void CopyHidden(int layer, Span<float> destination, int row = 0)
    {
        RequireRow(row);
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Recurrent.Count());
        (RecurrentLayer recurrent, LayerPass pass) = Recurrent.ElementAt(layer);
        Enter();
        try
        {
            recurrent.KeptState(pass.Workspace, 0).Slice(row * recurrent.Units, recurrent.Units).CopyTo(destination);
        }
        finally
        {
            Leave();
        }
    }
}
