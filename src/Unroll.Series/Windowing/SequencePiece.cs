using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The origin of a sequence: a series, its rows, and the padding before them.</summary>
/// <param name="Series">Index of the series.</param>
/// <param name="Piece">Which piece of it, from 0.</param>
/// <param name="Rows">The rows of the series that it holds.</param>
/// <param name="PaddingBefore">Steps of padding before them; what is left behind them is padding, too.</param>
public readonly record struct SequencePiece(int Series, int Piece, RowRange Rows, int PaddingBefore);
