"""Spaces, their members and charters, and what people contribute there."""

from cordee.spaces.models.charters import Charter, CharterAcceptance
from cordee.spaces.models.comments import Comment
from cordee.spaces.models.drafts import Draft
from cordee.spaces.models.memberships import JoinRequest, Membership
from cordee.spaces.models.posts import Post, PostSkill, Resolution
from cordee.spaces.models.reactions import Reaction
from cordee.spaces.models.revisions import Revision
from cordee.spaces.models.spaces import Objective, Space

__all__ = [
    "Charter",
    "CharterAcceptance",
    "Comment",
    "Draft",
    "JoinRequest",
    "Membership",
    "Objective",
    "Post",
    "PostSkill",
    "Reaction",
    "Resolution",
    "Revision",
    "Space",
]
