using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>A recurrent layer around a cell that a user wrote.</summary>
public sealed class Rnn : RecurrentLayer
{
    private static readonly Setting<Rnn, Block<RnnCell>> _cellBlock = LayerSettings.Cell<Rnn>(
        layer => RnnCell.Catalogue.BlockOf(layer._cell));

    private static readonly RecurrentLayerSettings<Rnn> _run = new(layer => layer._options.Settings);

    internal static LayerEntry Entry { get; } = new(
        "rnn", typeof(Rnn), "A recurrent layer around a cell of your own.",
        [_cellBlock, .. _run.OfAnyCell],
        values => new Rnn(values.Get(_cellBlock).Create(), new RnnOptions { Settings = _run.Read(values) }))
    {
        Shorthand = _cellBlock,
        Example = "rnn: {cell: {my-cell: 32}, return-sequences: true}",
        TakesSequences = true,
        ReturningSequences = _run.Returning,
        CarryingState = _run.CarryingState,
        ReturningStates = _run.ReturningStates,
    };

    private readonly RnnCell _cell;
    private readonly RnnOptions _options;

    /// <summary>Creates the layer.</summary>
    /// <param name="cell">The cell; it belongs to this layer from now on.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    public Rnn(RnnCell cell, RnnOptions options = default)
        : base(new UserCell(cell ?? throw new ArgumentNullException(nameof(cell))), options.Settings) =>
            (_cell, _options) = (cell, options);

    internal override RecurrentLayer Reversed() =>
        new Rnn(RnnCell.Catalogue.BlockOf(_cell).Create(), _options with { GoBackwards = !_options.GoBackwards });
}
