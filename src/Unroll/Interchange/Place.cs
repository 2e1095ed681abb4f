namespace Unroll.Interchange;

/// <summary>An element of a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Index">The element, counted row-major.</param>
internal readonly record struct Place(Parameter Parameter, int Index);
