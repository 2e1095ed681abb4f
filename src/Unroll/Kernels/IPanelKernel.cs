namespace Unroll.Kernels;

/// <summary>
/// A product whose panels of columns do not depend on one another, so that several threads may share them without changing a bit.
/// </summary>
internal interface IPanelKernel
{
    /// <summary>Makes the panels between two vectors, both of them where a panel starts (or the end).</summary>
    void Run(int from, int to);
}
