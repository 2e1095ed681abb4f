namespace Unroll;

/// <summary>The source of the initial values of some parameters.</summary>
internal interface IInitialValues
{
    /// <summary>Draws what is still to be drawn.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled: drawn again, the values are what they would have been.</exception>
    void Draw(CancellationToken cancellationToken);
}
