namespace Unroll.Series.Frames;

/// <summary>Rows of a column that stand one behind the other in a <see cref="ColumnStore"/>.</summary>
/// <param name="Start">The column's row that the piece begins with.</param>
/// <param name="Offset">Where it is in the file.</param>
/// <param name="AreFloats">Whether its values are floats, which hold them exactly, or doubles.</param>
internal readonly record struct StoredPiece(int Start, long Offset, bool AreFloats)
{
    /// <summary>The offset in the file of a row of the piece.</summary>
    /// <param name="row">The row.</param>
    public long At(int row) => Offset + ((long)(row - Start) * (AreFloats ? sizeof(float) : sizeof(double)));
}
