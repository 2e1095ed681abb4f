using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>A recurrent layer around a cell that a user wrote.</summary>
public sealed class Rnn : RecurrentLayer
{
    private readonly RnnCell _cell;

    /// <summary>Creates the layer.</summary>
    /// <param name="cell">The cell; it belongs to this layer from now on.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    public Rnn(RnnCell cell, RnnOptions options = default)
        : base(new UserCell(cell ?? throw new ArgumentNullException(nameof(cell))), options.Settings) => _cell = cell;

    /// <inheritdoc/>
    public override string Kind => "rnn";

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["cell"] = _cell.Kind;
        configuration["cell_configuration"] = _cell.GetConfiguration();
        return configuration;
    }

    internal static Rnn Read(JsonSource source) => new(
        LayerRegistry.CreateCell(source.Text("cell"), source.Object("cell_configuration").Json),
        new RnnOptions
        {
            ReturnSequences = source.Flag("return_sequences"),
            ReturnState = source.OptionalFlag("return_state"),
            GoBackwards = source.OptionalFlag("go_backwards"),
            Stateful = source.OptionalFlag("stateful"),
            Dropout = (float)source.OptionalNumber("dropout"),
        });
}
