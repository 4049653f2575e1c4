using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Masakari.Introspective.Tests.Architecture;

/// <summary>
/// Every use of a type or member in an assembly: bases, interfaces, attributes, constraints, signatures, locals, caught
/// exceptions and all that method bodies touch. Constants and nameof leave no trace in compiled code and are not seen.
/// </summary>
internal sealed class AssemblyReferences
{
    private readonly HashSet<Reference> _found = [];
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private string _from = "";
    private string _where = "";

    private AssemblyReferences(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
    }

    public static IReadOnlyCollection<Reference> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var scan = new AssemblyReferences(file);
        foreach (var type in scan._reader.TypeDefinitions)
        {
            scan.Type(type);
        }

        return scan._found;
    }

    private void Type(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        _from = TypeNames.Of(_reader, handle);
        _where = _reader.GetString(type.Name);
        Entity(type.BaseType);
        Attributes(type.GetCustomAttributes());
        Constraints(type.GetGenericParameters());
        foreach (var item in type.GetInterfaceImplementations())
        {
            Entity(_reader.GetInterfaceImplementation(item).Interface);
        }

        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            _where = _reader.GetString(field.Name);
            Types(field.DecodeSignature(TypeNames.Instance, null));
            Attributes(field.GetCustomAttributes());
        }

        foreach (var property in type.GetProperties().Select(_reader.GetPropertyDefinition))
        {
            _where = _reader.GetString(property.Name);
            Attributes(property.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            Method(method);
        }
    }

    private void Method(MethodDefinition method)
    {
        _where = _reader.GetString(method.Name);
        var signature = method.DecodeSignature(TypeNames.Instance, null);
        Types(signature.ReturnType);
        Types(signature.ParameterTypes.SelectMany(p => p));
        Attributes(method.GetCustomAttributes());
        Constraints(method.GetGenericParameters());
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            var locals = _reader.GetStandaloneSignature(body.LocalSignature);
            Types(locals.DecodeLocalSignature(TypeNames.Instance, null).SelectMany(l => l));
        }

        foreach (var region in body.ExceptionRegions)
        {
            Entity(region.CatchType);
        }

        foreach (var token in IlTokens.In(body.GetILReader()))
        {
            Entity(token);
        }
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            Entity(_reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(p => _reader.GetGenericParameter(p).GetConstraints()))
        {
            Entity(_reader.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Entity(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                Types(NamesOf(handle));
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                Member([TypeNames.Of(_reader, method.GetDeclaringType())], method.Name);
                break;
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                Member([TypeNames.Of(_reader, field.GetDeclaringType())], field.Name);
                break;
            case HandleKind.MemberReference:
                MemberReference(_reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                var generic = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Entity(generic.Method);
                Types(generic.DecodeSignature(TypeNames.Instance, null).SelectMany(a => a));
                break;
            default:
                break;
        }
    }

    private void MemberReference(MemberReference member)
    {
        if (member.Parent.Kind == HandleKind.MethodDefinition)
        {
            Entity(member.Parent);
            return;
        }

        Member(NamesOf(member.Parent), member.Name);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            var signature = member.DecodeMethodSignature(TypeNames.Instance, null);
            Types(signature.ReturnType);
            Types(signature.ParameterTypes.SelectMany(p => p));
        }
        else
        {
            Types(member.DecodeFieldSignature(TypeNames.Instance, null));
        }
    }

    private ImmutableArray<string> NamesOf(EntityHandle type) =>
        type.Kind switch
        {
            HandleKind.TypeDefinition => [TypeNames.Of(_reader, (TypeDefinitionHandle)type)],
            HandleKind.TypeReference => [TypeNames.Of(_reader, (TypeReferenceHandle)type)],
            HandleKind.TypeSpecification => TypeNames.Instance.GetTypeFromSpecification(
                _reader,
                null,
                (TypeSpecificationHandle)type,
                0
            ),
            _ => [],
        };

    private void Member(ImmutableArray<string> owner, StringHandle name)
    {
        if (!owner.IsEmpty)
        {
            _found.Add(new Reference(_from, _where, owner[0], _reader.GetString(name)));
            Types(owner.Skip(1));
        }
    }

    private void Types(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _found.Add(new Reference(_from, _where, name, ""));
        }
    }
}
